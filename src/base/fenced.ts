/** Calls functions of users behind a fence: whatever they throw, nothing of ours notices. @module */

import { types } from 'node:util'

type Failed = (error: unknown) => void

/** Calls a user's function. What it throws, or what its promise rejects with, goes to `failed` and nowhere else. */
export function fenced(call: () => unknown, failed: Failed): void {
  try {
    const result = call()
    // A thenable may fail more than once, a promise of our own can't.
    if (isThenable(result)) Promise.resolve(result).then(undefined, telling(failed))
  } catch (error) {
    telling(failed)(error)
  }
}

/**
 * Returns the value as it is. If it is a promise, `failed` hears of its rejection: a user's value may fail while nobody
 * looks at it.
 */
export function heardOf<T>(value: T, failed: Failed): T {
  // Only a promise is asked for its outcome: another thenable, such as a query, may begin its work when it is asked.
  if (types.isPromise(value)) fenced(() => value, failed)
  return value
}

/** Tells whether `await` would wait for the value. */
export const isThenable = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  (typeof value === 'object' || typeof value === 'function') &&
  value !== null &&
  'then' in value &&
  typeof value.then === 'function'

/** The function that is told of a failure may fail, too; then nobody is left to be told. */
const telling =
  (failed: Failed): Failed =>
  (error) => {
    try {
      failed(error)
    } catch {}
  }
