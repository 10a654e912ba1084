/** One term on its way to one thread. @module */

import { TermError } from '../errors.ts'
import { factsOf, type Snapshot } from '../store/snapshot.ts'
import type { FromOwner, FromThread } from './messages.ts'
import { pack } from './parcel.ts'
import type { Source } from './source.ts'

export interface Feed {
  hear(message: FromThread): void
  /** Nobody will hear any more. */
  end(): void
}

/** Are they of one publication, and differ only in what is known of it? */
const isSameValue = (one: Snapshot<unknown>, other: Snapshot<unknown> | undefined): boolean =>
  one.value === other?.value &&
  one.version === other?.version &&
  one.updatedAt?.getTime() === other?.updatedAt?.getTime()

/** Keeps a thread up to date from now on. */
export function feed(term: string, { cell, failed }: Source, post: (message: FromOwner) => void): Feed {
  let isHeard = false
  // One message at a time: a thread that is busy for long, or asleep, holds up one version and not all of them.
  let isUnderway = false
  let isRefused = false
  let sent: Snapshot<unknown> | undefined

  function send(next: Snapshot<unknown>): void {
    const { value: _, ...facts } = factsOf(next)
    if (isSameValue(next, sent)) {
      sent = next
      // It keeps an older one, of which this is not true.
      if (isRefused) return
      post({ type: 'facts', term, facts })
    } else {
      sent = next
      isRefused = false
      try {
        post({ type: 'value', term, parcel: pack(next.value), facts })
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
    const next = cell.current()
    if (isHeard && !isUnderway && next !== undefined && next !== sent) send(next)
  }

  function greet(): void {
    isHeard = true
    isUnderway = false
    sent = undefined
    if (cell.current() === undefined) post({ type: 'none', term, lack: 'empty' })
    else flush()
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
  const unwatch = cell.watch(() => queueMicrotask(flush))
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
      unwatch()
    },
  }
}
