/** Reads what has changed out of a delta. @module */

import type { BytesIn } from './bytes-in.ts'
import type { Patching } from './patching.ts'
import { privateValues } from './values.ts'

export const readPatches = (from: BytesIn): Patching => ({
  rows: ({ candidates }) => from.marked(candidates),
  put(values, rows) {
    const put = from.values(privateValues(values, rows.length))
    for (let i = 0; i < rows.length; i++) values[rows[i] as number] = put[i] as number
  },
  texts(_, { candidates }) {
    const rows = from.marked(candidates)
    const codes = from.values(new Uint32Array(rows.length))
    const lengths = Array.from({ length: atMost(from.number(), from.left()) }, from.number)
    const offsets = new Uint32Array(lengths.length + 1)
    let end = 0
    for (const [i, length] of lengths.entries()) {
      end += atMost(length, from.left() - end)
      offsets[i + 1] = end
    }
    return { rows, codes, added: { offsets, bytes: from.bytes(end) } }
  },
})

/** What is in a delta takes no fewer bytes there. */
function atMost(count: number, left: number): number {
  if (count <= left) return count
  throw new Error('The delta has more texts than bytes')
}
