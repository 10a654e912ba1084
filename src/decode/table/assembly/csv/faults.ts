/** Why and where a document of CSV is refused. @module */

import { offsetOf } from './memory'

/** One of `Flaw`; 0 where nothing is wrong. */
export let fault: i32 = 0
let badAt: u64 = 0

export function startFaults(): void {
  fault = 0
}

/** Always false, so that it can be returned by what goes no further. */
export function fail(why: i32, p: usize): bool {
  return failAt(why, offsetOf(p))
}

/** The same at an offset of the document, which may have gone from memory. */
export function failAt(why: i32, offset: u64): bool {
  fault = why
  badAt = offset
  return false
}

/** Where in the document the fault is. */
export function faultOffset(): f64 {
  return <f64>badAt
}
