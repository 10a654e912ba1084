/** Reads records and single fields out of columns. @module */

import type { ColumnNode } from '../../format/columns.ts'
import { ABSENCE } from '../../format/layout.ts'
import { fieldAt } from '../field-at.ts'
import { fetchingAhead } from './fetch-ahead.ts'
import { jsonReader } from './json-reader.ts'
import { entryReader } from './map-reader.ts'
import type { KeyOf, Read, ReadRow } from './read.ts'
import { hasKey, valueReader } from './value-reader.ts'

const { there: THERE } = ABSENCE

/** Builds the record of a row anew at each call. */
export const recordReader = (node: ColumnNode, keyOf: KeyOf): ReadRow =>
  withKey({ read: fetchingAhead(node, valueReader(node)), hasKey: hasKey(node) }, keyOf)

/** Reads one field of the records, `undefined` in a record that hasn't got it. There is no reader where none has. */
export function fieldReader(root: ColumnNode, path: readonly string[], keyOf: KeyOf): ReadRow | undefined {
  const reader = readerAt(root, path)
  return reader && withKey(reader, keyOf)
}

interface Reader {
  readonly read: Read
  /** Does it need the key of the record? */
  readonly hasKey: boolean
}

function readerAt(node: ColumnNode, path: readonly string[]): Reader | undefined {
  const [name, ...rest] = path
  if (name === undefined) return { read: fetchingAhead(node, valueReader(node)), hasKey: hasKey(node) }
  const within = readerWithin(node, name, rest)
  const { absent } = node
  if (within === undefined || absent === undefined) return within
  // Where an object around the field is absent, the field is missing.
  const { read } = within
  return { ...within, read: (row, key) => (absent[row] === THERE ? read(row, key) : undefined) }
}

function readerWithin(node: ColumnNode, name: string, rest: readonly string[]): Reader | undefined {
  if (node.kind === 'object') {
    const field = node.fields.find((each) => each.name === name)
    return field && readerAt(field.node, rest)
  }
  if (node.kind === 'map') {
    const within = readerAt(node.value, rest)
    const read = within && entryReader(node, name, within.read)
    return read && { ...within, read }
  }
  if (node.kind !== 'json') return undefined
  const read = jsonReader(node)
  const path = [name, ...rest]
  return { read: (row) => fieldAt(read(row), path), hasKey: false }
}

function withKey({ read, hasKey }: Reader, keyOf: KeyOf): ReadRow {
  return hasKey ? (row, key) => read(row, key ?? (keyOf(row) as string)) : (read as ReadRow)
}
