/** Sorts rows by whole numbers, digit by digit, the lowest first; rows of equal numbers keep their order. @module */

import { blocks, type Steps } from '../steps.ts'

const DIGIT = 11
const MASK = 2 ** DIGIT - 1

/** The rows, and of each the number to sort by; the higher words of numbers with more than 32 bits. */
interface Keyed {
  rows: Uint32Array
  words: Uint32Array
  higher: Uint32Array | undefined
}

/** The rows in the order of their numbers. What is given may be overwritten. */
export function* radixSorted(
  rows: Uint32Array,
  words: Uint32Array,
  higher?: Uint32Array,
): Steps<Uint32Array> {
  let from: Keyed = { rows, words, higher }
  let to: Keyed | undefined
  for (let word = 0; word < (higher === undefined ? 1 : 2); word++) {
    if (word === 1) {
      // By the lower words they are sorted already.
      from = { rows: from.rows, words: from.higher as Uint32Array, higher: undefined }
      if (to !== undefined) to = { ...to, words: to.higher as Uint32Array, higher: undefined }
    }
    for (let shift = 0; shift < 32; shift += DIGIT) {
      const starts = yield* startsOf(from.words, shift)
      if (starts === undefined) continue
      to ??= emptyLike(from)
      yield* move(from, to, starts, shift)
      const sorted = to
      to = from
      from = sorted
    }
  }
  return from.rows
}

const emptyLike = ({ rows: { length }, higher }: Keyed): Keyed => ({
  rows: new Uint32Array(length),
  words: new Uint32Array(length),
  higher: higher && new Uint32Array(length),
})

/** Where the rows of each digit begin; `undefined` where all have the same. */
function* startsOf(words: Uint32Array, shift: number): Steps<Uint32Array | undefined> {
  const counts = new Uint32Array(MASK + 1)
  for (const [start, end] of blocks(words.length)) {
    countDigits(words, shift, counts, start, end)
    yield
  }
  let sum = 0
  for (let digit = 0; digit <= MASK; digit++) {
    const count = counts[digit] as number
    if (count === words.length) return undefined
    counts[digit] = sum
    sum += count
  }
  return counts
}

function countDigits(
  words: Uint32Array,
  shift: number,
  counts: Uint32Array,
  start: number,
  end: number,
): void {
  for (let i = start; i < end; i++) {
    const digit = ((words[i] as number) >>> shift) & MASK
    counts[digit] = (counts[digit] as number) + 1
  }
}

function* move(from: Keyed, to: Keyed, starts: Uint32Array, shift: number): Steps<void> {
  for (const [start, end] of blocks(from.rows.length)) {
    if (from.higher === undefined || to.higher === undefined) moveWords(from, to, starts, shift, start, end)
    else moveLong(from, to, from.higher, to.higher, starts, shift, start, end)
    yield
  }
}

function moveWords(
  from: Keyed,
  to: Keyed,
  starts: Uint32Array,
  shift: number,
  start: number,
  end: number,
): void {
  const { rows, words } = from
  const { rows: toRows, words: toWords } = to
  for (let i = start; i < end; i++) {
    const word = words[i] as number
    const digit = (word >>> shift) & MASK
    const at = starts[digit] as number
    starts[digit] = at + 1
    toWords[at] = word
    toRows[at] = rows[i] as number
  }
}

function moveLong(
  { rows, words }: Keyed,
  { rows: toRows, words: toWords }: Keyed,
  higher: Uint32Array,
  toHigher: Uint32Array,
  starts: Uint32Array,
  shift: number,
  start: number,
  end: number,
): void {
  for (let i = start; i < end; i++) {
    const word = words[i] as number
    const digit = (word >>> shift) & MASK
    const at = starts[digit] as number
    starts[digit] = at + 1
    toWords[at] = word
    toHigher[at] = higher[i] as number
    toRows[at] = rows[i] as number
  }
}
