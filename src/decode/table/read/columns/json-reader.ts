/** Reads values that are kept as their JSON. @module */

import type { JsonNode } from '../../format/columns.ts'
import { MAX_KEPT, textDecoder } from './string-reader.ts'

/** Lists and objects are new at each call; numbers, texts and booleans are kept, where they aren't too many. */
export function jsonReader(node: JsonNode): (row: number) => unknown {
  const { codes, offsets } = node
  const textOf = textDecoder(node)
  const parsed = (row: number): unknown => JSON.parse(textOf(codes[row] as number))
  const count = offsets.length - 1
  if (count > MAX_KEPT) return parsed
  const scalars = new Array<unknown>(count).fill(undefined)
  return (row) => {
    const code = codes[row] as number
    const kept = scalars[code]
    if (kept !== undefined) return kept
    const value = parsed(row)
    if (typeof value !== 'object') scalars[code] = value
    return value
  }
}
