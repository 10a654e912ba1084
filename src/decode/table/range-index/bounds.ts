/** Makes bounds of ranges: sorted, and where they lie within each other, the innermost counts. @module */

import { compareWords, NO_ROW, type RangeIndex } from '../format/range-parts.ts'
import { allocated } from '../scanner/faults.ts'
import type { Collected } from './collected.ts'

/** Two records whose ranges have something in common, by row. */
export interface Overlap {
  readonly row: number
  readonly other: number
}

/**
 * Sweeps over the ranges from the lowest on; those that are open lie within each other.
 *
 * @param nested - may a range lie within another one? One that crosses another is an overlap in any case.
 */
export function boundsOf(ranges: Collected, nested: boolean): RangeIndex | Overlap {
  const { width, starts, ends, rows } = ranges
  const order = sortedOrder(ranges)
  const bounds = new Uint32Array(order.length * 2 * width)
  const owners = new Uint32Array(order.length * 2)
  let count = 0
  const open: number[] = []

  /** From here on the row counts; a bound in the same place is replaced. */
  function put(words: Uint32Array, at: number, row: number): void {
    const isSame = count > 0 && compareWords(bounds, (count - 1) * width, words, at, width) === 0
    if (!isSame) count++
    for (let i = 0; i < width; i++) bounds[(count - 1) * width + i] = words[at + i] as number
    owners[count - 1] = row
  }

  const after = new Uint32Array(width)
  function close(range: number): void {
    const under = open.at(-1)
    if (next(ends, range * width, after))
      put(after, 0, under === undefined ? NO_ROW : (rows[under] as number))
  }

  for (const range of order) {
    let top = open.at(-1)
    for (
      ;
      top !== undefined && compareWords(ends, top * width, starts, range * width, width) < 0;
      top = open.at(-1)
    ) {
      open.pop()
      close(top)
    }
    if (top !== undefined && !(nested && compareWords(ends, range * width, ends, top * width, width) <= 0)) {
      return { row: rows[range] as number, other: rows[top] as number }
    }
    put(starts, range * width, rows[range] as number)
    open.push(range)
  }
  for (let top = open.pop(); top !== undefined; top = open.pop()) close(top)

  return { width, bounds: shared(bounds, count * width), rows: shared(owners, count) }
}

/** A copy of so many words, in memory that threads share. */
function shared(words: Uint32Array, count: number): Uint32Array<SharedArrayBuffer> {
  const copy = allocated(() => new Uint32Array(new SharedArrayBuffer(count * 4)))
  copy.set(words.subarray(0, count))
  return copy
}

/** By their start, the longer ones first, and then as they came: the last of equal ones is the innermost. */
function sortedOrder({ width, count, starts, ends }: Collected): Uint32Array {
  const order = new Uint32Array(count)
  for (let i = 0; i < count; i++) order[i] = i
  const compare = (a: number, b: number): number =>
    compareWords(starts, a * width, starts, b * width, width) ||
    compareWords(ends, b * width, ends, a * width, width) ||
    a - b
  let isSorted = true
  for (let i = 1; i < count && isSorted; i++) isSorted = compare(i - 1, i) <= 0
  return isSorted ? order : order.sort(compare)
}

/** Writes the words of the next larger one; returns false where there is none. */
function next(words: Uint32Array, at: number, into: Uint32Array): boolean {
  for (let i = 0; i < into.length; i++) into[i] = words[at + i] as number
  for (let i = into.length - 1; i >= 0; i--) {
    into[i] = (into[i] as number) + 1
    if (into[i] !== 0) return true
  }
  return false
}
