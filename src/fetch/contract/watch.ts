/** Holds what `watch` gives to the contract: a function that ends the watch. @module */

import { heardOf } from '../../base/fenced.ts'
import { breach } from './breach.ts'

export type End = () => void

/** @throws TermError `ERR_TERM_CONTRACT`, which is fatal */
export function checkWatch(unwatch: unknown): End {
  if (typeof unwatch === 'function') return unwatch as End
  // An async `watch` gives a promise, which may be rejected as well; nobody needs to know.
  heardOf(unwatch, () => {})
  throw breach('`watch` gave no function that ends it')
}
