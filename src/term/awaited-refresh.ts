/** Those who wait for the end of an attempt: all of them for the same one. @module */

import type { TermError } from '../base/errors.ts'
import { hold } from '../base/keep-alive.ts'

/** How an awaited refresh ended well. */
export type Refreshed = 'updated' | 'unchanged'

export interface Refreshes {
  /** The end of the attempt that runs, or of the next one. */
  join(): Promise<Refreshed>
  /** The end of an attempt that will never be. */
  refuse(error: TermError): Promise<Refreshed>
  /** Does anybody wait? */
  readonly awaited: boolean
  end(outcome: Refreshed): void
  fail(error: TermError): void
}

interface Pending {
  readonly promise: Promise<Refreshed>
  resolve(outcome: Refreshed): void
  reject(error: TermError): void
}

export function refreshes(): Refreshes {
  let pending: Pending | undefined

  function open(): Pending {
    const release = hold()
    let settle: Omit<Pending, 'promise'> | undefined
    const promise = new Promise<Refreshed>((resolve, reject) => {
      settle = { resolve, reject }
    })
    // Who doesn't look at the outcome must not find it as an unhandled rejection.
    promise.then(release, release)
    return { promise, ...(settle as Omit<Pending, 'promise'>) }
  }
  function take(): Pending | undefined {
    const taken = pending
    pending = undefined
    return taken
  }

  return {
    join() {
      pending ??= open()
      return pending.promise
    },
    refuse(error) {
      const { promise, reject } = open()
      reject(error)
      return promise
    },
    get awaited() {
      return pending !== undefined
    },
    end: (outcome) => take()?.resolve(outcome),
    fail: (error) => take()?.reject(error),
  }
}
