/** Reads the values of a column, whatever kind it is of. @module */

import { type BooleanNode, bitOf, type ColumnNode, type ObjectNode } from '../../format/columns.ts'
import { ABSENCE } from '../../format/layout.ts'
import { jsonReader } from './json-reader.ts'
import { mapReader } from './map-reader.ts'
import { listReader, orderedReader, sparseReader } from './nested-reader.ts'
import { numberReader } from './number-reader.ts'
import { objectReader } from './object-reader.ts'
import type { Read } from './read.ts'
import { stringReader } from './string-reader.ts'

// As constants of this file they cost nothing where a record is read.
const { there: THERE, null: NULL, missing: MISSING } = ABSENCE

export function valueReader(node: ColumnNode): Read {
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
    case 'json':
      return jsonReader(node)
    case 'boolean':
      return booleanReader(node)
    case 'key':
      return (_row, key) => key
    case 'list':
      return listReader(node, valueReader(node.item))
    case 'map':
      return mapReader(node, valueReader(node.value))
    case 'object':
      return fieldsReader(node)
  }
}

function fieldsReader({ fields: nodes, orders }: ObjectNode): Read {
  const fields = nodes.map(({ name, node }) => ({ name, read: valueReader(node) }))
  const read = nodes.some(({ node }) => mayMiss(node)) ? sparseReader(fields) : objectReader(fields)
  return orders === undefined ? read : orderedReader(fields, orders, read)
}

/** Do its values hold the key of their record? */
export function hasKey(node: ColumnNode): boolean {
  if (node.kind === 'object') return node.fields.some((field) => hasKey(field.node))
  return node.kind === 'key' || (node.kind === 'map' && hasKey(node.value))
}

const booleanReader =
  (node: BooleanNode): Read =>
  (row) =>
    bitOf(node, row) === 1

const mayMiss = ({ absent }: ColumnNode): boolean => absent?.includes(MISSING) ?? false
