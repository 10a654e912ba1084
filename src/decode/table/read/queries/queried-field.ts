/** A field of all records, as those see it who look for values: a column where there is one, else a reader. @module */

import type { BooleanNode, ColumnNode, NumberNode, StringNode } from '../../format/columns.ts'
import { ABSENCE } from '../../format/layout.ts'
import { type DocumentParts, haveKeys, type RowsParts } from '../../format/table-parts.ts'
import type { Records } from '../records.ts'
import { oddRowsOf } from '../vectors/index.ts'
import { type KeyColumn, keyColumn } from './key-column.ts'

/** A column whose values can be compared without being built. */
export type PlainColumn = NumberNode | StringNode | BooleanNode | KeyColumn

export interface QueriedField {
  readonly rows: number
  /** The column, for rows whose state is `STATE.there`; without one each row is read. */
  readonly column: PlainColumn | undefined
  /** One of `STATE` for each row; left out where the column has a value for all, or, without a column, where all are read. */
  readonly states: Uint8Array | undefined
  /** Are there rows that have their value elsewhere than in the column? */
  readonly hasOthers: boolean
  /** Is it the text by which the record is keyed, wherever a record has it? */
  readonly isKey: boolean
  /** The value of a row, as the record has it. */
  read(row: number): unknown
}

/** What a row has in the column. The first three are those of `ABSENCE`. */
export const STATE = {
  there: ABSENCE.there,
  null: ABSENCE.null,
  missing: ABSENCE.missing,
  /** Its record isn't in the columns: the value has to be read. */
  elsewhere: 4,
  /** The row has no record: it was replaced. */
  gone: 5,
} as const

export function queriedField(parts: RowsParts, records: Records, path: readonly string[]): QueriedField {
  const { rows, records: from } = parts
  const read = records.field(path)
  const nodes = from.kind === 'columns' ? nodesAt(from.root, path) : undefined
  const last = nodes?.at(-1)
  const column = last && plainColumn(last, parts)
  const absents = (column && nodes?.flatMap(({ absent }) => absent ?? [])) ?? []
  const others = oddRowsOf(from)
  return {
    rows,
    column,
    states: from.kind === 'document' ? statesOfDocument(from, rows) : statesOfColumns(),
    hasOthers: others.length > 0,
    isKey: last?.kind === 'key' && others.length === 0,
    read: (row) => read(row, undefined),
  }

  function statesOfColumns(): Uint8Array | undefined {
    const own = column?.absent
    if (column === undefined || (others.length === 0 && absents.every((absent) => absent === own))) return own
    const states = new Uint8Array(rows)
    if (own !== undefined) states.set(own)
    for (const absent of absents) if (absent !== own) markMissing(states, absent)
    for (let i = 0; i < others.length; i++) states[others[i] as number] = STATE.elsewhere
    return states
  }
}

/** A row that was replaced has no text. */
function statesOfDocument({ spans }: DocumentParts, rows: number): Uint8Array | undefined {
  let states: Uint8Array | undefined
  for (let row = 0; row < rows; row++) {
    if (spans[2 * row + 1] !== 0) continue
    states ??= new Uint8Array(rows)
    states[row] = STATE.gone
  }
  return states
}

/** Where an object around the field is absent, the field is missing. */
function markMissing(states: Uint8Array, absent: Uint8Array): void {
  for (let row = 0; row < states.length; row++) if (absent[row] !== ABSENCE.there) states[row] = STATE.missing
}

function plainColumn(node: ColumnNode, parts: RowsParts): PlainColumn | undefined {
  if (node.kind === 'key') return haveKeys(parts) ? keyColumn(node, parts.index, parts.rows) : undefined
  return node.kind === 'number' || node.kind === 'string' || node.kind === 'boolean' ? node : undefined
}

/** The columns that the path leads through; `undefined` where it leads through anything but objects, or to nothing. */
function nodesAt(root: ColumnNode, path: readonly string[]): readonly ColumnNode[] | undefined {
  const nodes = [root]
  for (const name of path) {
    const node = nodes.at(-1)
    const field = node?.kind === 'object' && node.fields.find((it) => it.name === name)
    if (!field) return undefined
    nodes.push(field.node)
  }
  return nodes
}
