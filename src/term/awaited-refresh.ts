/** Lets everybody who asks for a refresh wait for the end of the same attempt. @module */

import type { TermError } from '../base/errors.ts'
import { hold } from '../base/keep-alive.ts'
import { withMethods } from '../base/with-methods.ts'

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

/** The same as an object. There may be thousands of them, so their methods are functions that all share. */
interface Waits extends Refreshes {
  awaited: boolean
  pending: Pending | undefined
}

export const refreshes = (): Refreshes => {
  const waits: Waits = withMethods({ awaited: false, pending: undefined }, METHODS)
  return waits
}

const METHODS = { join, refuse, end, fail }

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

function take(waits: Waits): Pending | undefined {
  const taken = waits.pending
  waits.pending = undefined
  waits.awaited = false
  return taken
}

function join(this: Waits): Promise<Refreshed> {
  this.pending ??= open()
  this.awaited = true
  return this.pending.promise
}

function refuse(error: TermError): Promise<Refreshed> {
  const { promise, reject } = open()
  reject(error)
  return promise
}

function end(this: Waits, outcome: Refreshed): void {
  take(this)?.resolve(outcome)
}

function fail(this: Waits, error: TermError): void {
  take(this)?.reject(error)
}
