/** Reads records and single fields out of columns. @module */

import { type Absent, type BooleanNode, bitOf, type ColumnNode } from '../../format/columns.ts'
import { ABSENCE } from '../../format/layout.ts'
import { fetchingAhead } from './fetch-ahead.ts'
import { listReader, objectReader, sparseReader } from './nested-reader.ts'
import { numberReader } from './number-reader.ts'
import type { KeyOf, Read, ReadRow } from './read.ts'
import { stringReader } from './string-reader.ts'

// As constants of this file they cost nothing where a record is read.
const { there: THERE, null: NULL, missing: MISSING } = ABSENCE

/** Builds the record of a row anew at each call. */
export const recordReader = (node: ColumnNode, keyOf: KeyOf): ReadRow =>
  withKey(fetchingAhead(node, readerOf(node)), node, keyOf)

/** Reads one field of the records, `undefined` in a record that hasn't got it. There is no reader where none has. */
export function fieldReader(root: ColumnNode, path: readonly string[], keyOf: KeyOf): ReadRow | undefined {
  const nodes = nodesOf(root, path)
  const last = nodes?.at(-1)
  if (nodes === undefined || last === undefined) return undefined
  const around = nodes.slice(0, -1).flatMap(({ absent }) => (absent === undefined ? [] : [absent]))
  return withKey(within(around, fetchingAhead(last, readerOf(last))), last, keyOf)
}

function nodesOf(root: ColumnNode, path: readonly string[]): ColumnNode[] | undefined {
  const nodes = [root]
  for (const name of path) {
    const node = nodes.at(-1)
    const field = node?.kind === 'object' && node.fields.find((it) => it.name === name)
    if (!field) return undefined
    nodes.push(field.node)
  }
  return nodes
}

/** Where an object around the field is absent, the field is missing. */
function within(around: readonly Absent[], read: Read): Read {
  if (around.length === 0) return read
  return (row, key) => (around.some((absent) => absent[row] !== THERE) ? undefined : read(row, key))
}

function withKey(read: Read, node: ColumnNode, keyOf: KeyOf): ReadRow {
  if (!hasKey(node)) return read as ReadRow
  return (row, key) => read(row, key ?? (keyOf(row) as string))
}

const hasKey = (node: ColumnNode): boolean =>
  node.kind === 'key' || (node.kind === 'object' && node.fields.some((field) => hasKey(field.node)))

function readerOf(node: ColumnNode): Read {
  const { absent } = node
  if (node.kind === 'null') return absent ? (row) => (absent[row] === MISSING ? undefined : null) : () => null
  const read = presentReader(node)
  if (absent === undefined) return read
  return (row, key) => {
    const state = absent[row]
    return state === THERE ? read(row, key) : state === NULL ? null : undefined
  }
}

function presentReader(node: Exclude<ColumnNode, { kind: 'null' }>): Read {
  switch (node.kind) {
    case 'number':
      return numberReader(node)
    case 'string':
      return stringReader(node)
    case 'boolean':
      return booleanReader(node)
    case 'key':
      return (_row, key) => key
    case 'list':
      return listReader(node, readerOf(node.item))
    case 'object': {
      const fields = node.fields.map((field) => ({ name: field.name, read: readerOf(field.node) }))
      return node.fields.some((field) => mayMiss(field.node)) ? sparseReader(fields) : objectReader(fields)
    }
  }
}

const booleanReader =
  (node: BooleanNode): Read =>
  (row) =>
    bitOf(node, row) === 1

const mayMiss = ({ absent }: ColumnNode): boolean => absent?.includes(MISSING) ?? false
