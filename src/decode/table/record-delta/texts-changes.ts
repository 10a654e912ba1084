/** Makes a column of texts of the one before, with a dictionary as the scanner makes it: in the order in which texts come. @module */

import type { TextsNode } from '../format/columns.ts'
import type { OutlineOf } from './outline.ts'
import type { NewTexts, PatchedTexts } from './patching.ts'
import { type RowsLevel, rowBefore } from './rows-level.ts'
import { type Codes, sharedUint32, sharedValues } from './values.ts'

/** The code of a row in the dictionary before; one that is new has 0. */
export function codeBefore({ codes }: TextsNode, level: RowsLevel, row: number): number {
  const old = rowBefore(level, row)
  return old < 0 ? 0 : (codes[old] as number)
}

export interface TextsChange extends PatchedTexts {
  readonly level: RowsLevel
  readonly absent: Uint8Array | undefined
}

/** So many codes stay in the processor's cache. */
const BLOCK = 4096

/** @throws Error for a code that stands for nothing */
export function textsWith(
  before: TextsNode,
  { rows, codes, added, level, absent }: TextsChange,
  { type, ascii }: Pick<OutlineOf<'string'>, 'type' | 'ascii'>,
): Pick<TextsNode, 'codes' | 'offsets' | 'bytes' | 'ascii'> {
  const next = sharedValues<Codes>(type, level.rows)
  const order = numbering(before.offsets.length - 1 + added.offsets.length - 1)
  const block = new Uint32Array(BLOCK)
  for (let start = 0, patch = 0; start < level.rows; start += BLOCK) {
    const end = Math.min(start + BLOCK, level.rows)
    const part = block.subarray(0, end - start)
    if (level.from === undefined) part.set(before.codes.subarray(start, end))
    else for (let row = start; row < end; row++) part[row - start] = codeBefore(before, level, row)
    for (; patch < rows.length && (rows[patch] as number) < end; patch++)
      part[(rows[patch] as number) - start] = codes[patch] as number
    order.take(part, absent?.subarray(start, end), level.blank?.subarray(start, end))
    next.set(part, start)
  }
  return { codes: next, ascii, ...dictionaryOf(before, added, order.taken()) }
}

interface Numbering {
  /** Gives codes their new numbers, in place: a loop that meets one type of list takes half as long. */
  take(codes: Uint32Array, absent: Uint8Array | undefined, blank: Uint8Array | undefined): void
  /** The codes before, in the order of their new numbers. */
  taken(): Uint32Array
}

/** Numbers texts in the order in which they come. */
function numbering(all: number): Numbering {
  const renumbered = new Int32Array(all).fill(-1)
  const order = new Uint32Array(all)
  let count = 0
  return {
    take(codes, absent, blank) {
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
    },
    taken: () => order.subarray(0, count),
  }
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
