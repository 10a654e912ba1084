/** Proves what a table holds: one SHA-256 over its columns as they lie in memory, and over all of its keys with their rows. @module */

import { createHash } from 'node:crypto'
import type { TimeSlice } from '../../../base/time-slice.ts'
import { piecesOfSize } from '../../join.ts'
import { LAYOUT, type PlainTable } from '../format/plain-table.ts'
import { keySums } from './key-sums.ts'
import { columnOutline } from './outline.ts'
import type { Values } from './values.ts'

/** Hashed within a millisecond. */
const PIECE = 2 ** 19

/**
 * Two tables of one proof have the same keys in the same rows, and in each row the same record: columns of one outline and the
 * same bytes can't say anything else. The seed of the index is another in each table, so that keys are summed up.
 */
export async function tableProof(
  { size, rows, index, envelope, records }: PlainTable,
  turn: TimeSlice,
): Promise<string> {
  const lists: Values[] = []
  const root = columnOutline(records.root, lists)
  const lengths = lists.map(({ length }) => length)
  const { keyParts = 1 } = index
  const keys = await keySums(index, turn)
  const hash = createHash('sha256')
  hash.update(JSON.stringify({ LAYOUT, size, rows, keyParts, keys, envelope, root, lengths }))
  for (const list of lists) {
    const bytes = new Uint8Array(list.buffer, list.byteOffset, list.byteLength)
    for (const piece of piecesOfSize(bytes, PIECE)) {
      hash.update(piece)
      await turn.pass()
    }
  }
  return hash.digest('hex')
}
