/** Gathers the records that columns have no place for, where records of one key were left out. @module */

import type { TimeSlice } from '../../../../base/time-slice.ts'
import type { ColumnParts, OddParts } from '../../format/table-parts.ts'
import { sharedWords } from '../shared-memory.ts'
import { sharedOf } from './copy-chunks.ts'
import { gathered } from './gather.ts'

type Made = Omit<ColumnParts, 'kind'>

/** The columns and what stands beside them, with the rows of `from`. */
export async function gatheredParts({ root, odd }: Made, from: Uint32Array, turn: TimeSlice): Promise<Made> {
  const left = odd && gatheredOdd(odd, from)
  return { root: await gathered(root, from, turn), ...(left && { odd: left }) }
}

/** Those whose rows are among `from`, under the rows that they have there; `undefined` where none is left. */
function gatheredOdd({ rows, texts }: OddParts, from: Uint32Array): OddParts | undefined {
  const places = new Map(Array.from(rows, (row, place) => [row, place] as const))
  const left = Array.from(from.entries()).filter(([, source]) => places.has(source))
  if (left.length === 0) return undefined
  const leftRows = sharedWords(left.length)
  const codes = sharedOf<typeof texts.codes>(texts.codes.constructor as typeof Uint8Array, left.length)
  for (const [i, [row, source]] of left.entries()) {
    leftRows[i] = row
    codes[i] = texts.codes[places.get(source) as number] as number
  }
  return { rows: leftRows, texts: { ...texts, codes } }
}
