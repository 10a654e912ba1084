/** Tells whether something that was thrown can be posted to another thread. @module */

// Kept from before any module of a user's is loaded, which might replace it.
const clone = structuredClone

/**
 * Will the other thread be able to read it? Not everything that can be posted can be read: V8 writes an error that is its
 * own cause, and then loses the whole message.
 */
export function isPostable(thrown: unknown): boolean {
  try {
    clone(thrown)
    return true
  } catch {
    return false
  }
}
