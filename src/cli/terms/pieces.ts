/** A value in pieces, as it is written to a stream: as its kind has it. @module */

import { types } from 'node:util'
import { nameOfKey } from '../../compare/key-names.ts'
import { isSetLike } from '../../compare/kinds.ts'
import type { Table } from '../../decode/table.ts'

export interface WrittenAs {
  /** Of JSON. */
  readonly indent: number
  /** Do the records of a table have their keys beside them, not in them? */
  readonly areKeysBeside: boolean
}

export function* piecesOf(
  value: unknown,
  { indent, areKeysBeside }: WrittenAs,
): Iterable<string | Uint8Array> {
  if (typeof value === 'string') yield value
  // What threads share can't be given to the system as it is.
  else if (types.isUint8Array(value))
    yield types.isSharedArrayBuffer(value.buffer) ? Buffer.from(value) : value
  else if (isTable(value)) yield* inChunks(areKeysBeside ? membersOf(value) : recordsOf(value))
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
  for (const key of rows.keys()) yield onOneLine(rows, key)
}

/** One object as JSON, as it came: a record a line, behind its key. */
function* membersOf(rows: Table<unknown>): Iterable<string> {
  let before: string | undefined
  for (const key of rows.keys()) {
    yield before === undefined ? '{' : `${before},`
    before = `${JSON.stringify(nameOfKey(key))}:${onOneLine(rows, key)}`
  }
  if (before !== undefined) yield before
  yield before === undefined ? '{}' : '}'
}

const onOneLine = (rows: Table<unknown>, key: string): string =>
  String(rows.raw(key)).replaceAll(/[\r\n]+\s*/g, ' ')

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
