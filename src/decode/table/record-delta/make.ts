/** Makes the delta between two tables, if there is one: what it makes by a reader's own steps is the table after, byte by byte. @module */

import { brotliCompressSync, constants } from 'node:zlib'
import { allTime } from '../../../base/time-slice.ts'
import { sameRecords } from '../changes.ts'
import { keyLength, keyStart } from '../format/index-entry.ts'
import { isPlainTable, type PlainTable } from '../format/plain-table.ts'
import type { TableParts } from '../format/table-parts.ts'
import { entriesByRow, finderOf } from '../read/index.ts'
import { mergedRows, tableByDelta } from './apply.ts'
import { type BytesOut, bytesOut } from './bytes-out.ts'
import { columnWith } from './columns-with.ts'
import { type Beginning, QUALITY } from './form.ts'
import { columnOutline } from './outline.ts'
import { tableProof } from './proof.ts'
import { rowsFrom } from './rows-level.ts'
import { writePatches } from './write-patches.ts'

export interface MadeRecordDelta {
  readonly bytes: Uint8Array
  readonly unpacked: number
  /** The proof of the table after. */
  readonly result: string
}

/** No delta that is worth it changes a larger share of the records. */
const MOST_CHANGED = 0.5

/** The delta, or in words why there is none. */
export async function madeRecordDelta(
  before: TableParts,
  after: TableParts,
): Promise<MadeRecordDelta | string> {
  if (!isPlainTable(before) || !isPlainTable(after)) return 'one of the two tables is not of columns alone'
  if (before.index.keyParts !== after.index.keyParts) return 'the keys have other parts'
  const moves = movesBetween(before, after)
  if (typeof moves === 'string') return moves
  if (moves.changed.length + moves.added.length > after.rows * MOST_CHANGED) return 'most records differ'
  let written: Uint8Array
  try {
    written = write(before, after, moves)
  } catch {
    return 'the columns are of other kinds than before'
  }
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: written.length,
  }
  const bytes = brotliCompressSync(written, { params })
  const made = { bytes, unpacked: written.length, result: await tableProof(after, allTime) }
  try {
    await tableByDelta(before, { ...made, most: Number.MAX_SAFE_INTEGER }, allTime)
  } catch {
    return 'it would make the table otherwise than decoding does'
  }
  return made
}

interface Moves {
  readonly removed: Uint32Array
  readonly added: Uint32Array
  readonly changed: Uint32Array
  readonly from: Int32Array | undefined
  /** Where the heap of the index after has the keys of rows that are new. */
  readonly entries: Uint32Array
}

function movesBetween(before: PlainTable, after: PlainTable): Moves | string {
  const { heap } = after.index
  const { byWords } = finderOf(before.index)
  const entries = entriesByRow(after.index, after.rows)
  const isSame = sameRecords(before, after)
  const [added, changed]: [number[], number[]] = [[], []]
  const isKept = new Uint8Array(before.rows)
  let last = -1
  for (let row = 0; row < after.rows; row++) {
    const at = (entries[row] as number) - 1
    const old = byWords(heap, keyStart(heap, at), keyLength(heap, at))
    if (old < 0) {
      added.push(row)
      continue
    }
    if (old < last) return 'records come in another order'
    last = old
    isKept[old] = 1
    if (!isSame(old, row)) changed.push(row)
  }
  const removed = Uint32Array.from(Array.from(isKept.keys()).filter((row) => isKept[row] === 0))
  const rows = { removed, added: Uint32Array.from(added), changed: Uint32Array.from(changed) }
  return { ...rows, entries, from: rowsFrom(before.rows, rows.removed, rows.added).from }
}

function write(before: PlainTable, after: PlainTable, moves: Moves): Uint8Array {
  const { removed, added, changed, from } = moves
  const to = bytesOut()
  const { index, envelope, records } = after
  const beginning: Beginning = { root: columnOutline(records.root), envelope, keyParts: index.keyParts ?? 1 }
  const text = Buffer.from(JSON.stringify(beginning))
  to.number(text.length)
  to.bytes(text)
  to.rows(removed)
  to.rows(added)
  to.rows(changed)
  writeKeys(to, after, moves)
  const candidates = mergedRows(added, changed)
  const most = Number.MAX_SAFE_INTEGER
  const level = { rowsBefore: before.rows, rows: after.rows, from, candidates, blank: undefined, most }
  columnWith(before.records.root, beginning.root, level, writePatches(to), records.root)
  return to.written()
}

/** Where keys only go, there is none. */
function writeKeys(to: BytesOut, { index: { heap } }: PlainTable, { added, entries }: Moves): void {
  const bytes = new Uint8Array(heap.buffer, heap.byteOffset, heap.byteLength)
  for (const row of added) {
    const at = (entries[row] as number) - 1
    const [start, length] = [keyStart(heap, at) * 4, keyLength(heap, at)]
    to.number(length)
    to.bytes(bytes.subarray(start, start + length))
  }
}
