/** Refuses one object that is keyed by its names, where a module makes the keys: it passes for one line of NDJSON. @module */

import type { DocumentParts } from '../format/table-parts.ts'
import { refused } from '../scanner/faults.ts'
import { LIMIT } from '../scanner/protocol.ts'
import { outlineFrom } from '../wrapper/index.ts'

/** What begins an array, or a text of a sequence: whose document has it, it says that there are records within. */
const OPENERS = [0x5b, 0x1e] as const

/** A field of `key` would be missing there; a function may well make a key of anything. @throws TermError `ERR_TERM_DESERIALIZE` */
export function refuseKeyedObject({ bytes, spans }: DocumentParts, rows: number): void {
  if (rows !== 1) return
  const [start, end] = [spans[0] as number, spans[1] as number]
  const before = bytes.subarray(0, start)
  if (OPENERS.some((opener) => before.includes(opener))) return
  const size = end - start
  const text = bytes.subarray(start, start + Math.min(size, LIMIT.lookedBytes))
  const { kind, objects, lists, scalars } = outlineFrom(text, size)
  if (kind !== 'object' || objects === 0 || lists + scalars > 0) return
  throw refused(
    "The payload is one object, keyed by its property names, where `key` makes keys of records: leave out `key`, or say `format: 'ndjson'` if it is one record",
    { offset: start, record: 1 },
  )
}
