/** Sends one term to one thread, one version at a time. @module */

import { TermError } from '../base/errors.ts'
import { pack } from '../portable/parcel.ts'
import type { Live } from '../store/live.ts'
import { factsOf } from './facts.ts'
import type { FromOwner, FromThread } from './protocol.ts'
import type { Shared } from './shareable.ts'

export interface Feed {
  hear(message: FromThread): void
  /** Ends the feed: the thread hears no more of the term. */
  end(): void
}

/** Keeps a thread up to date from now on. */
export function feed(
  term: string,
  { cell, listeners, failed }: Shared,
  post: (message: FromOwner) => void,
): Feed {
  let isHeard = false
  // One message is underway at a time, so that a thread that is busy or asleep for long holds up one version and not all
  // of them.
  let isUnderway = false
  let isRefused = false
  let isToldOver = false
  let sent: Live<unknown> | undefined
  let publication = 0

  function send(next: Live<unknown>): void {
    const facts = factsOf(next)
    const isKnown = sent !== undefined && publication === cell.publications()
    sent = next
    publication = cell.publications()
    if (isKnown) {
      // The thread refused this value and keeps an older one, of which these facts aren't true.
      if (isRefused) return
      post({ type: 'facts', term, facts })
    } else {
      isRefused = false
      try {
        post({ type: 'value', term, parcel: pack(next.edition.value), facts, publication })
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
    const next = cell.live()
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
    if (cell.live() === undefined) post({ type: 'none', term, lack: 'empty' })
    flush()
  }

  function settle(): void {
    isUnderway = false
    flush()
  }

  /** Nobody in the thread reads the term any more, so no version must be held for it. */
  function rest(): void {
    isHeard = false
    sent = undefined
  }

  // The value is sent after the step that publishes it: cloning it may run code of the user's.
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
