/** Lets everybody who asks for a refresh wait for the end of the same attempt. @module */

import type { TermError } from '../base/errors.ts'
import { hold } from '../base/keep-alive.ts'

/** How an awaited refresh ended well. */
export type Refreshed = 'updated' | 'unchanged'

export interface Refreshes {
  /** Resolves at the end of the attempt that runs, or of the next one. */
  join(): Promise<Refreshed>
  /** Rejects, because there will be no attempt. */
  refuse(error: TermError): Promise<Refreshed>
  /** Whether anybody waits. */
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
    // A caller that ignores the outcome must not get an unhandled rejection.
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
