/** Makes a table of the version before and of a delta, and proves that it is the one that was meant. @module */

import { brotliDecompressSync } from 'node:zlib'
import { TermError } from '../../../base/errors.ts'
import type { TimeSlice } from '../../../base/time-slice.ts'
import { isPlainTable, type PlainTable } from '../format/plain-table.ts'
import type { IndexParts, TableParts } from '../format/table-parts.ts'
import { unfit } from '../unfit-delta.ts'
import { type BytesIn, bytesIn } from './bytes-in.ts'
import { columnWith } from './columns-with.ts'
import type { Beginning } from './form.ts'
import { type AddedKey, indexWith } from './index-changes.ts'
import { keySums } from './key-sums.ts'
import { tableProof } from './proof.ts'
import { readPatches } from './read-patches.ts'
import { rowsFrom } from './rows-level.ts'

export interface TableDelta {
  readonly bytes: Uint8Array
  /** How many bytes it has without its compression; no more are taken. */
  readonly unpacked: number
  /** The proof of the table that has to come out. */
  readonly result: string
  /** The most bytes that a payload may have. */
  readonly most: number
}

const END = 2 ** 32

/** @throws TermError `ERR_TERM_ENCODING` for what is no delta of this table, `ERR_TERM_DIGEST` where it makes another one */
export async function tableByDelta(
  before: TableParts,
  delta: TableDelta,
  turn: TimeSlice,
): Promise<TableParts> {
  if (!isPlainTable(before)) throw unfit('the table before is not of columns alone')
  let after: PlainTable
  try {
    const bytes = brotliDecompressSync(delta.bytes, { maxOutputLength: Math.max(1, delta.unpacked) })
    await turn.pass()
    after = await read(before, bytesIn(bytes), delta.most, turn)
  } catch (cause) {
    throw unfit('it is damaged, or of another table', cause)
  }
  if ((await tableProof(after, turn)) === delta.result) return after
  throw new TermError('ERR_TERM_DIGEST', 'the delta of records makes another table than the manifest names', {
    stage: 'download',
  })
}

async function read(before: PlainTable, from: BytesIn, most: number, turn: TimeSlice): Promise<PlainTable> {
  const { root, envelope, keyParts } = JSON.parse(
    Buffer.from(from.bytes(from.number())).toString(),
  ) as Beginning
  if (keyParts !== (before.index.keyParts ?? 1)) throw new Error('Its keys have other parts')
  const removed = from.rows(before.rows)
  const added = from.rows(END)
  const changed = from.rows(END)
  const { rows, from: rowsOf } = rowsFrom(before.rows, removed, added)
  for (const last of [added.at(-1), changed.at(-1)])
    if (last !== undefined && last >= rows) throw new Error('It names a row beyond the last')
  const index = await indexAfter(before, { rows, from: rowsOf, added, keys: from }, turn)
  const level = {
    rowsBefore: before.rows,
    rows,
    from: rowsOf,
    candidates: mergedRows(added, changed),
    blank: undefined,
    most,
  }
  const columns = columnWith(before.records.root, root, level, readPatches(from))
  if (from.left() > 0) throw new Error('It goes on after its end')
  return {
    size: rows,
    rows,
    index,
    records: { kind: 'columns', root: columns },
    ...(envelope !== undefined && { envelope }),
  }
}

/** Rows that are new, and rows with other values, in their order. */
export function mergedRows(some: Uint32Array, others: Uint32Array): Uint32Array {
  if (some.length === 0) return others
  const all = new Uint32Array(some.length + others.length)
  all.set(some)
  all.set(others, some.length)
  return all.sort()
}

interface Moved {
  readonly rows: number
  readonly from: Int32Array | undefined
  readonly added: Uint32Array
  readonly keys: BytesIn
}

/** Where no key comes or goes, it is the index before. From now on it knows what its keys sum up to. */
async function indexAfter(
  { rows: rowsBefore, index }: PlainTable,
  { rows, from, added, keys }: Moved,
  turn: TimeSlice,
): Promise<IndexParts> {
  if (from === undefined) return { ...index, sums: await keySums(index, turn) }
  const rowNow = new Int32Array(rowsBefore).fill(-1)
  for (let row = 0; row < rows; row++) {
    const old = from[row] as number
    if (old >= 0) rowNow[old] = row
  }
  const come = Array.from(added, (row): AddedKey => ({ row, bytes: keys.bytes(keys.number()) }))
  const made = indexWith(index, { rowNow, added: come, rows })
  return { ...made, sums: await keySums(made, turn) }
}
