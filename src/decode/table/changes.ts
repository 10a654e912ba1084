/** Finds the keys by which a table differs from the version before. @module */

import { allTime, type TimeSlice } from '../../base/time-slice.ts'
import { sameRecords } from './changes/same-records.ts'
import type { TableChanges, TableKey } from './contract.ts'
import { keyLength, keyStart } from './format/index-entry.ts'
import type { IndexParts, TableParts } from './format/table-parts.ts'
import { entriesByRow, finderOf, keyFormOf, keyReader } from './read/index.ts'

export { sameRecords }

/** To compare so many small records takes some hundred microseconds. */
const AT_ONCE = 256

/**
 * Compares two tables key by key, in the order of their documents.
 *
 * The record of a key counts as changed when its value did; between two documents, when its text did.
 *
 * @param most - how many keys of each kind are listed; all are counted
 */
export const changesBetween = (
  before: TableParts,
  after: TableParts,
  most: number,
  turn: TimeSlice = allTime,
): Promise<TableChanges<TableKey>> => keyChanges(before, after, sameRecords(before, after), most, turn)

/** What a table and a set of texts have in common. */
interface Keys {
  readonly size: number
  readonly rows: number
  readonly index: IndexParts
}

/** The same for whatever has keys; `isSame` tells of two rows of one key whether they say the same. */
export async function keyChanges<Key = TableKey>(
  before: Keys,
  after: Keys,
  isSame: (old: number, row: number) => boolean,
  most: number,
  turn: TimeSlice,
): Promise<TableChanges<Key>> {
  const added = listOf<Key>(most)
  const removed = listOf<Key>(most)
  const changed = listOf<Key>(most)
  const { byWords } = finderOf(before.index)
  const isKept = new Uint8Array(before.rows)

  const { heap } = after.index
  const keyOf = keysIn<Key>(after.index)
  // Texts that are equal mean other keys where these have another number of parts.
  const isComparable = before.index.keyParts === after.index.keyParts
  const entries = entriesByRow(after.index, after.rows)
  for (let row = 0; row < after.rows; row++) {
    if (row % AT_ONCE === 0) await turn.pass()
    const at = (entries[row] as number) - 1
    if (at < 0) continue
    const old = isComparable ? byWords(heap, keyStart(heap, at), keyLength(heap, at)) : -1
    if (old < 0) added.add(at, keyOf)
    else {
      isKept[old] = 1
      if (!isSame(old, row)) changed.add(at, keyOf)
    }
  }
  const kept = after.size - added.count()
  if (kept < before.size) await collectRemoved(before, isKept, removed, turn)

  return {
    added: added.keys,
    removed: removed.keys,
    changed: changed.keys,
    counts: { added: added.count(), removed: removed.count(), changed: changed.count() },
    complete: [added, removed, changed].every(({ keys, count }) => keys.length === count()),
  }
}

async function collectRemoved<Key>(
  { index, rows }: Keys,
  isKept: Uint8Array,
  removed: KeyList<Key>,
  turn: TimeSlice,
): Promise<void> {
  const keyOf = keysIn<Key>(index)
  const entries = entriesByRow(index, rows)
  for (let row = 0; row < rows; row++) {
    if (row % AT_ONCE === 0) await turn.pass()
    const at = (entries[row] as number) - 1
    if (at >= 0 && isKept[row] === 0) removed.add(at, keyOf)
  }
}

/** Reads the key of an entry as users have it: what it is there, the options of the table have said. */
function keysIn<Key>(index: IndexParts): (entry: number) => Key {
  const textAt = keyReader(index.heap)
  const { keyOf } = keyFormOf(index)
  return (entry) => keyOf(textAt(entry)) as Key
}

interface KeyList<Key> {
  readonly keys: readonly Key[]
  count(): number
  add(entry: number, keyOf: (entry: number) => Key): void
}

function listOf<Key>(most: number): KeyList<Key> {
  const keys: Key[] = []
  let count = 0
  return {
    keys,
    count: () => count,
    add(entry, keyOf) {
      if (count++ < most) keys.push(keyOf(entry))
    },
  }
}
