/** Makes a column of texts of the one before, with a dictionary as the scanner makes it: in the order in which texts come. @module */

import type { TextsNode } from '../format/columns.ts'
import type { OutlineOf } from './outline.ts'
import type { RowsLevel } from './rows-level.ts'
import { type Codes, sharedUint32, sharedValues } from './values.ts'

/** Texts behind the dictionary before: the first has its length for a code. */
export interface NewTexts {
  readonly offsets: Uint32Array
  readonly bytes: Uint8Array
}

/** The codes of all rows in the dictionary before; those that are new have 0. */
export function codesBefore({ codes }: TextsNode, level: RowsLevel): Uint32Array {
  const { rows, from } = level
  if (from === undefined) return new Uint32Array(codes)
  const moved = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) {
    const old = from[row] as number
    moved[row] = old < 0 ? 0 : (codes[old] as number)
  }
  return moved
}

export interface TextsChange {
  /** By the dictionary before, and the new texts; they are written over. */
  readonly codes: Uint32Array
  readonly added: NewTexts
  readonly absent: Uint8Array | undefined
  readonly blank: Uint8Array | undefined
}

/** @throws Error for a code that stands for nothing */
export function textsWith(
  before: Pick<TextsNode, 'offsets' | 'bytes'>,
  { codes, added, absent, blank }: TextsChange,
  { type, ascii }: Pick<OutlineOf<'string'>, 'type' | 'ascii'>,
): Pick<TextsNode, 'codes' | 'offsets' | 'bytes' | 'ascii'> {
  const known = before.offsets.length - 1
  const all = known + added.offsets.length - 1
  const order = renumber(codes, all, absent, blank)
  const next = sharedValues<Codes>(type, codes.length)
  next.set(codes)
  return { codes: next, ascii, ...dictionaryOf(before, added, order) }
}

/** Numbers the texts in the order in which they come, in place: a loop that meets one type of list takes half as long. */
function renumber(
  codes: Uint32Array,
  all: number,
  absent: Uint8Array | undefined,
  blank: Uint8Array | undefined,
): Uint32Array {
  const renumbered = new Int32Array(all).fill(-1)
  const order = new Uint32Array(all)
  let count = 0
  for (let row = 0; row < codes.length; row++) {
    if ((absent !== undefined && absent[row] !== 0) || (blank !== undefined && blank[row] !== 0)) {
      codes[row] = 0
      continue
    }
    const code = codes[row] as number
    if (code >= all) throw new Error('The delta has the code of no text')
    let now = renumbered[code] as number
    if (now < 0) {
      now = count++
      renumbered[code] = now
      order[now] = code
    }
    codes[row] = now
  }
  return order.subarray(0, count)
}

/** The texts of these codes. Most follow one another as before, and are copied together. */
function dictionaryOf(
  before: NewTexts,
  added: NewTexts,
  order: Uint32Array,
): Pick<TextsNode, 'offsets' | 'bytes'> {
  const known = before.offsets.length - 1
  const runs: { readonly from: NewTexts; readonly start: number; readonly end: number }[] = []
  const offsets = sharedUint32(order.length + 1)
  let total = 0
  for (let first = 0; first < order.length; ) {
    const code = order[first] as number
    const from = code < known ? before : added
    const base = code < known ? 0 : known
    const limit = code < known ? known : known + added.offsets.length - 1
    let count = 1
    while (first + count < order.length && order[first + count] === code + count && code + count < limit)
      count++
    const start = from.offsets[code - base] as number
    const end = from.offsets[code - base + count] as number
    for (let i = 1; i <= count; i++)
      offsets[first + i] = total + (from.offsets[code - base + i] as number) - start
    total += end - start
    runs.push({ from, start, end })
    first += count
  }
  const bytes = new Uint8Array(new SharedArrayBuffer(total))
  let at = 0
  for (const { from, start, end } of runs) {
    bytes.set(from.bytes.subarray(start, end), at)
    at += end - start
  }
  return { offsets, bytes }
}

export const hasText = (level: RowsLevel, absent: Uint8Array | undefined, row: number): boolean =>
  (absent === undefined || absent[row] === 0) && (level.blank === undefined || level.blank[row] === 0)
