/** Tells how a table keeps its records, field by field. @module */

import type { FieldLayout, TableLayout } from '../contract.ts'
import type { Absent, ColumnNode, ListNode, NumberNode, ObjectNode } from '../format/columns.ts'
import { ABSENCE } from '../format/layout.ts'
import { sharedWeight } from '../format/shared-weight.ts'
import type { TableParts } from '../format/table-parts.ts'

type Parts = Pick<TableParts, 'rows' | 'records'> & { readonly index?: unknown }

/** It looks at each row of columns in which some row has no value: a million take about a millisecond. */
export function layoutOf(parts: Parts): TableLayout {
  const { rows, records } = parts
  const bytes = {
    total: sharedWeight(parts),
    index: sharedWeight(parts.index),
    records: sharedWeight(records),
  }
  if (records.kind === 'document')
    return { kind: 'document', why: records.why, rows, bytes, odd: NONE, fields: [] }
  const { root, odd } = records
  const told = odd === undefined ? NONE : { rows: odd.rows.length, bytes: sharedWeight(odd) }
  return { kind: 'columns', rows, bytes, odd: told, fields: fieldsOf([], root) }
}

const NONE = { rows: 0, bytes: 0 }

function fieldsOf(path: readonly string[], node: ColumnNode): FieldLayout[] {
  return columnPlaces(path, node).map((place) => ({ ...keptAt(place), absent: absentIn(place.node.absent) }))
}

/** A column, and the way to it. */
export interface ColumnPlace {
  readonly path: readonly string[]
  readonly node: ColumnNode
}

/** The column and all in it, from the outside in. */
export const columnPlaces = (path: readonly string[], node: ColumnNode): ColumnPlace[] => [
  { path, node },
  ...innerOf(node).flatMap(([name, held]) => columnPlaces([...path, name], held)),
]

/** What doesn't ask for a look at each row. */
export function keptAt({ path, node }: ColumnPlace): Omit<FieldLayout, 'absent'> {
  const within = innerOf(node).reduce((sum, [, held]) => sum + sharedWeight(held), 0)
  return { path, kind: node.kind, bytes: sharedWeight(node) - within, why: whyOf(node) }
}

function innerOf(node: ColumnNode): (readonly [string, ColumnNode])[] {
  if (node.kind === 'list') return [['*', node.item]]
  if (node.kind === 'map') return [['*', node.value]]
  if (node.kind === 'object') return node.fields.map((field) => [field.name, field.node] as const)
  return []
}

function absentIn(absent: Absent | undefined): FieldLayout['absent'] {
  let [none, missing] = [0, 0]
  for (const state of absent ?? []) {
    if (state === ABSENCE.null) none++
    else if (state === ABSENCE.missing) missing++
  }
  return { null: none, missing }
}

function whyOf(node: ColumnNode): string {
  switch (node.kind) {
    case 'number':
      return numbers(node)
    case 'string':
      return `${node.offsets.length - 1} different texts`
    case 'boolean':
      return 'a bit each'
    case 'key':
      return 'the key, which the index has'
    case 'list':
      return lists(node)
    case 'object':
      return objects(node)
    case 'map':
      return node.why ?? 'objects of any names'
    case 'json':
      return node.why ?? 'any values'
    case 'null':
      return 'nothing but null'
  }
}

function numbers({ values, divisor }: NumberNode): string {
  const bits = values.BYTES_PER_ELEMENT * 8
  if (bits === 64) return 'numbers of 64 bits'
  return divisor === undefined ? `whole numbers of ${bits} bits` : `numbers by ${divisor} of ${bits} bits`
}

const objects = ({ fields, orders }: ObjectNode): string =>
  `objects of ${fields.length} fields${orders === undefined ? '' : `, in ${orders.offsets.length - 1} orders`}`

const lists = ({ offsets }: ListNode): string =>
  typeof offsets === 'number' ? `lists of ${offsets}` : 'lists of any length'
