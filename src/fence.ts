/** Fences: what users hand in may throw, and nothing of ours notices. @module */

/** Calls what a user handed in; what it throws, or what its promise rejects with, goes to `failed` and nowhere else. */
export function fenced(call: () => unknown, failed: (error: unknown) => void): void {
  try {
    const result = call()
    // Through a promise of our own: a thenable may fail more than once.
    if (isThenable(result)) Promise.resolve(result).then(undefined, failed)
  } catch (error) {
    failed(error)
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
