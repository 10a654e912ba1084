/** An entry of the index, as `layout.ts` has it: how large it is, and how it is written. @module */

import { Entry } from '../layout'

/** How many words the entry of a key of so many bytes has. */
@inline
export function entryWords(length: u32): u32 {
  return keyAt(length) + ((length + 3) >> 2)
}

/** How many bytes an entry has that is written already. */
@inline
export function entryBytes(entry: usize): usize {
  const length = load<u32>(entry) >>> Entry.LENGTH_SHIFT
  return <usize>entryWords(length < Entry.LONG_KEY ? length : load<u32>(entry, 8)) << 2
}

/** The key is filled up with zeros to whole words. */
@inline
export function writeEntry(to: usize, hash: u32, row: u32, length: u32, key: usize): void {
  store<u32>(to, (min<u32>(length, Entry.LONG_KEY) << Entry.LENGTH_SHIFT) | (hash >>> Entry.HASH_SHIFT))
  store<u32>(to, row, 4)
  to += 8
  if (length >= Entry.LONG_KEY) {
    store<u32>(to, length)
    to += 4
  }
  for (const end = key + length; key < end; key += 4, to += 4) store<u32>(to, load<u32>(key))
}

/** Two entries are of one key if they are equal in all words but the row. */
@inline
export function isSameKey(a: usize, b: usize, bytes: usize): bool {
  return load<u32>(a) == load<u32>(b) && entryBytes(a) == bytes && !memory.compare(a + 8, b + 8, bytes - 8)
}

@inline
export function rowOf(entry: usize): u32 {
  return load<u32>(entry, 4)
}

/** Has an entry name another row. */
@inline
export function renumber(entry: usize, row: u32): void {
  store<u32>(entry, row, 4)
}

@inline
function keyAt(length: u32): u32 {
  return length < Entry.LONG_KEY ? Entry.SHORT_KEY_AT : Entry.LONG_KEY_AT
}
