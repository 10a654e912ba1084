/** Fences: what users hand in may throw, and nothing of ours notices. @module */

import { types } from 'node:util'

type Failed = (error: unknown) => void

/** Calls what a user handed in; what it throws, or what its promise rejects with, goes to `failed` and nowhere else. */
export function fenced(call: () => unknown, failed: Failed): void {
  try {
    const result = call()
    // Through a promise of our own: a thenable may fail more than once.
    if (isThenable(result)) Promise.resolve(result).then(undefined, telling(failed))
  } catch (error) {
    telling(failed)(error)
  }
}

/** The value as it is. If it is a promise, its rejection is heard of: a user's value may fail while nobody looks at it. */
export function heardOf<T>(value: T, failed: Failed): T {
  // Nothing but a promise: another thenable, as a query is one, may begin its work when it is asked for its outcome.
  if (types.isPromise(value)) fenced(() => value, failed)
  return value
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'

/** Who is told may fail, too; then nobody is left to be told. */
const telling =
  (failed: Failed): Failed =>
  (error) => {
    try {
      failed(error)
    } catch {}
  }
