/** Opens the parts of a set of texts for the readers of this thread. @module */

import { common } from '../../../base/copies.ts'
import { unexpected } from '../../../base/unexpected.ts'
import type { TextSet, TextSetChanges } from '../contract.ts'
import { sharedWeight } from '../format/shared-weight.ts'
import type { TextSetParts } from '../format/text-set-parts.ts'
import { finderOf } from './finder.ts'
import { rowKeys } from './row-keys.ts'

const held = common('textSets', () => new WeakMap<object, TextSetParts>())

/** The parts that an open set was opened from, for other threads; `undefined` for anything but such a set. */
export const textSetPartsOf = (set: unknown): TextSetParts | undefined =>
  typeof set === 'object' && set !== null ? held.get(set) : undefined

/** A set of these parts, which holds their memory for as long as it lives. */
export function openTextSet(parts: TextSetParts, changes?: TextSetChanges): TextSet {
  const { size, rows, duplicates, index, caseless } = parts
  const { byText } = finderOf(index)
  const textOf = rowKeys(index, rows)

  function has(text: string): boolean {
    if (typeof text !== 'string') throw unexpected('lines', 'text', 'text', text)
    return byText(caseless ? inSmallLetters(text) : text) >= 0
  }

  function* values(): Generator<string> {
    for (let row = 0; row < rows; row++) {
      const text = textOf(row)
      if (text !== undefined) yield text
    }
  }

  const set: TextSet = Object.freeze({
    size,
    duplicates,
    byteLength: sharedWeight(parts),
    changes: changes && frozen(changes),
    has,
    values,
    [Symbol.iterator]: values,
  })
  held.set(set, parts)
  return set
}

/** All readers get the same changes. */
const frozen = (changes: TextSetChanges): TextSetChanges => {
  for (const part of Object.values(changes)) Object.freeze(part)
  return Object.freeze(changes)
}

const LARGE = /[A-Z]/
const LARGE_ONES = /[A-Z]+/g

/** As the scanner does: what isn't ASCII stays. */
const inSmallLetters = (text: string): string =>
  LARGE.test(text) ? text.replace(LARGE_ONES, (letters) => letters.toLowerCase()) : text
