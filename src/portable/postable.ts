/** What was thrown, on its way to another thread. @module */

// As it is before any module of a user's is loaded.
const clone = structuredClone

/**
 * Does it arrive there? Not everything that can be posted can be read: V8 writes an error that is its own cause, and then
 * loses the whole message.
 */
export function isPostable(thrown: unknown): boolean {
  try {
    clone(thrown)
    return true
  } catch {
    return false
  }
}
