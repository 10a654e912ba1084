/** Takes the records out of the scanner's memory that columns have no place for. @module */

import type { OddParts } from '../../format/table-parts.ts'
import type { ColumnExports } from '../../scanner/exports.ts'
import { sharedWords } from '../shared-memory.ts'
import { copyChunks } from './copy-chunks.ts'
import { takeTexts } from './take-texts.ts'

/** `undefined` where all records are in the columns. */
export function takeOdd(wasm: ColumnExports): OddParts | undefined {
  const column = wasm.oddRows.value >>> 0
  if (column === 0) return undefined
  const rows = sharedWords(wasm.rowsOf(column) >>> 0)
  wasm.openColumn(column)
  copyChunks(wasm, rows, () => wasm.nextCodes(rows.BYTES_PER_ELEMENT))
  return { rows, texts: { kind: 'json', ...takeTexts(wasm, wasm.oddTexts.value >>> 0, rows.length) } }
}
