/** Sorts texts by their bytes, four at a time. @module */

import type { Steps } from '../steps.ts'
import { radixSorted } from './radix-sort.ts'

/** Different texts, one behind the other: text `code` lies from `offsets[code]` to before `offsets[code + 1]`. */
export interface Texts {
  readonly bytes: Uint8Array
  readonly offsets: Uint32Array
}

/** From so many texts on, sorting by digits is faster than the sort that comes with JavaScript. */
const MANY = 4096

/** Texts from `start` to before `end` of the order, which have their first `depth` bytes in common. */
type Group = readonly [start: number, end: number, depth: number]

/** The codes in the order of the bytes of their texts. What is given is overwritten. */
export function* sortedTexts({ bytes, offsets }: Texts, codes: Uint32Array): Steps<Uint32Array> {
  const words = new Uint32Array(codes.length)
  const groups: Group[] = [[0, codes.length, 0]]
  for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
    const [start, end, depth] = group
    if (end - start < 2) continue
    const areEqual = loadWords(group)
    if (!areEqual) yield* sortGroup(start, end)
    // Those are looked at further that go on behind the same four bytes.
    for (let from = start; from < end; ) {
      let to = from + 1
      while (to < end && words[to] === words[from]) to++
      if (to - from > 1) groups.push([endedFirst(from, to, depth + 4), to, depth + 4])
      from = to
    }
    yield
  }
  return codes

  /** Loads the next four bytes of each text, zeros where it has ended; tells whether all are the same. */
  function loadWords([start, end, depth]: Group): boolean {
    let difference = 0
    for (let i = start; i < end; i++) {
      const code = codes[i] as number
      words[i] = wordAt(bytes, (offsets[code] as number) + depth, offsets[code + 1] as number)
      difference |= (words[i] as number) ^ (words[start] as number)
    }
    return difference === 0
  }

  function* sortGroup(start: number, end: number): Steps<void> {
    const [these, their] = [codes.subarray(start, end), words.subarray(start, end)]
    if (end - start < MANY) return sortFew(these, their)
    const order = yield* radixSorted(
      Uint32Array.from(these, (_, i) => i),
      their.slice(),
    )
    reorder(these, their, order)
  }

  /** Puts the texts that end within the first `length` bytes first, the shorter ones before; tells where the others begin. */
  function endedFirst(start: number, end: number, length: number): number {
    let at = start
    for (let i = start; i < end; i++) {
      const code = codes[i] as number
      if (lengthOf(code) > length) continue
      codes[i] = codes[at] as number
      let place = at++
      for (; place > start && lengthOf(codes[place - 1] as number) > lengthOf(code); place--)
        codes[place] = codes[place - 1] as number
      codes[place] = code
    }
    return at
  }

  function lengthOf(code: number): number {
    return (offsets[code + 1] as number) - (offsets[code] as number)
  }
}

/** As a double, a word and a place fit into one number, and doubles are sorted without a function that compares. */
function sortFew(codes: Uint32Array, words: Uint32Array): void {
  const both = Float64Array.from(words, (word, i) => word * MANY + i).sort()
  reorder(
    codes,
    words,
    Uint32Array.from(both, (number) => number % MANY),
  )
}

function reorder(codes: Uint32Array, words: Uint32Array, order: Uint32Array): void {
  const [oldCodes, oldWords] = [codes.slice(), words.slice()]
  for (let i = 0; i < order.length; i++) {
    codes[i] = oldCodes[order[i] as number] as number
    words[i] = oldWords[order[i] as number] as number
  }
}

function wordAt(bytes: Uint8Array, at: number, end: number): number {
  let word = 0
  for (let i = at; i < at + 4; i++) word = (word << 8) | (i < end ? (bytes[i] as number) : 0)
  return word >>> 0
}
