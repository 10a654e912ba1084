/** One term on its way to one thread. @module */

import { TermError } from '../base/errors.ts'
import { pack } from '../portable/parcel.ts'
import { factsOf, type Snapshot } from '../store/snapshot.ts'
import type { FromOwner, FromThread } from './protocol.ts'
import type { Source } from './source.ts'

export interface Feed {
  hear(message: FromThread): void
  /** Nobody will hear any more. */
  end(): void
}

/** Keeps a thread up to date from now on. */
export function feed(
  term: string,
  { cell, listeners, failed }: Source,
  post: (message: FromOwner) => void,
): Feed {
  let isHeard = false
  // One message at a time: a thread that is busy for long, or asleep, holds up one version and not all of them.
  let isUnderway = false
  let isRefused = false
  let isToldOver = false
  let sent: Snapshot<unknown> | undefined
  let publication = 0

  function send(next: Snapshot<unknown>): void {
    const { value: _, ...facts } = factsOf(next)
    const isKnown = sent !== undefined && publication === cell.publications()
    sent = next
    publication = cell.publications()
    if (isKnown) {
      // It keeps an older one, of which this is not true.
      if (isRefused) return
      post({ type: 'facts', term, facts })
    } else {
      isRefused = false
      try {
        post({ type: 'value', term, parcel: pack(next.value), facts, publication })
      } catch (error) {
        refused(error)
        return
      }
    }
    isUnderway = true
  }

  function refused(cause: unknown): void {
    isRefused = true
    post({ type: 'none', term, lack: 'refused' })
    failed(
      new TermError('ERR_TERM_STORE', `[${term}] the value can't be cloned into a thread`, { term, cause }),
    )
  }

  function flush(): void {
    if (!isHeard || isUnderway) return
    const next = cell.current()
    const isOver = listeners.isOver()
    if (!isOver) tellCourse(isOver)
    if (next !== undefined && next !== sent) send(next)
    if (isOver && !isUnderway) tellCourse(isOver)
  }

  function tellCourse(isOver: boolean): void {
    if (isToldOver !== isOver) post({ type: isOver ? 'stopped' : 'begun', term })
    isToldOver = isOver
  }

  function greet(): void {
    isHeard = true
    isUnderway = false
    isToldOver = false
    sent = undefined
    if (cell.current() === undefined) post({ type: 'none', term, lack: 'empty' })
    flush()
  }

  function settle(): void {
    isUnderway = false
    flush()
  }

  /** Nobody reads: then an old version must not be held for them. */
  function rest(): void {
    isHeard = false
    sent = undefined
  }

  // Not within the step that publishes: to clone a value may run code of the user's.
  const look = () => queueMicrotask(flush)
  const endings = [cell.watch(look), listeners.watch(look)]
  post({ type: 'call', term })

  return {
    hear(message) {
      if (message.type === 'hello') greet()
      else if (message.type === 'failed') failed(message.error)
      else if (message.type === 'taken') settle()
      else if (message.type === 'refused' && isUnderway) {
        refused(message.error)
        settle()
      } else if (message.type === 'bye') rest()
    },
    end() {
      rest()
      for (const end of endings) end()
    },
  }
}
