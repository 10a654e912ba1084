/** A value in pieces, as it is written to a stream: as its kind has it. @module */

import { types } from 'node:util'
import { isSetLike } from '../../compare/kinds.ts'
import type { Table } from '../../decode/table.ts'

/** @param indent - of JSON */
export function* piecesOf(value: unknown, indent: number): Iterable<string | Uint8Array> {
  if (typeof value === 'string') yield value
  // What threads share can't be given to the system as it is.
  else if (types.isUint8Array(value))
    yield types.isSharedArrayBuffer(value.buffer) ? Buffer.from(value) : value
  else if (isTable(value)) yield* recordsOf(value)
  else if (isSetLike(value) && !types.isSet(value)) yield* inChunks(value)
  else yield `${JSON.stringify(value, keyed, indent)}\n`
}

/** Maps and sets have no form in JSON. */
function keyed(_key: string, value: unknown): unknown {
  if (types.isMap(value)) return Object.fromEntries(value)
  return isSetLike(value) ? [...value] : value
}

const isTable = (value: unknown): value is Table<unknown> => {
  const { raw, column } = Object(value) as Partial<Table<unknown>>
  return typeof raw === 'function' && typeof column === 'function'
}

const CHUNK = 64 * 1024

/** One record a line, as JSON. */
function* recordsOf(rows: Table<unknown>): Iterable<string> {
  const records = function* () {
    for (const key of rows.keys()) yield rows.raw(key)?.replaceAll(/[\r\n]+\s*/g, ' ')
  }
  yield* inChunks(records())
}

/** A line each. */
function* inChunks(lines: Iterable<unknown>): Iterable<string> {
  let chunk = ''
  for (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}
