/** The latest record of the scan, for a host that looks at it, or has it kept as text. @module */

import { keepOdd } from '../columns/odd-rows'
import { KEY, LENGTH, rows } from '../keys/stage'
import { offsetOf } from '../memory/window'

/** Where it begins and ends, and its key without escapes. */
export let recordAt: usize = 0
export let recordEnd: usize = 0
export let recordKey: usize = 0
export let recordKeyLength: u32 = 0
/** Is it a record that columns have no place for? */
export let isMisfit: bool = false

/** Notes where a record is, which need not be whole. */
@inline
export function noteText(from: usize, to: usize): void {
  recordAt = from
  recordEnd = to
}

/** Notes a record that is whole, and whether columns had a place for it. */
@inline
export function noteRecord(entry: usize, from: usize, to: usize, isFit: bool): void {
  noteText(from, to)
  recordKey = entry + KEY
  recordKeyLength = load<u32>(entry, LENGTH)
  isMisfit = !isFit
}

/** Keeps the latest record as text, if columns have no place for it; false where too many are kept so. */
export function keepRecord(): bool {
  return isMisfit && keepOdd(recordAt, <u32>(recordEnd - recordAt), rows - 1)
}

/** Where in the document it is. */
export function recordOffset(): f64 {
  return <f64>offsetOf(recordAt)
}
