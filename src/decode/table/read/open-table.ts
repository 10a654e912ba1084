/** Opens the parts of a table for the readers of this thread. @module */

import { common } from '../../../base/copies.ts'
import type { Table, TableChanges, TableKey } from '../contract.ts'
import type { TableParts } from '../format/table-parts.ts'
import { sharedWeight } from './shared-weight.ts'
import { tableMethods } from './table-methods.ts'

export interface OpenOptions {
  /** How many records to keep decoded. */
  readonly cache?: number | undefined
  readonly changes?: TableChanges<TableKey> | undefined
  /** What the builder of the next version may be told of this one. */
  readonly memo?: unknown
}

interface Held {
  readonly parts: TableParts
  readonly cache: number
  readonly memo: unknown
}

// It stands beside the tables, not on them, as users have no use for it.
const held = common('tables', () => new WeakMap<object, Held>())

const heldBy = (table: unknown): Held | undefined =>
  typeof table === 'object' && table !== null ? held.get(table) : undefined

/** The parts that an open table was opened from, for other threads; `undefined` for anything but a table. */
export const partsOf = (table: unknown): TableParts | undefined => heldBy(table)?.parts

/** How many records of an open table each thread keeps decoded. */
export const cacheOf = (table: unknown): number => heldBy(table)?.cache ?? 0

/** The memo that an open table was opened with. */
export const memoOf = (table: unknown): unknown => heldBy(table)?.memo

/** All readers get the same changes. */
const frozen = <Key>(changes: TableChanges<Key>): TableChanges<Key> => {
  for (const part of Object.values(changes)) Object.freeze(part)
  return Object.freeze(changes)
}

/** A table of these parts, which holds their memory for as long as it lives. */
export function openTable<Row, Key = string>(
  parts: TableParts,
  { cache = 0, changes, memo }: OpenOptions = {},
): Table<Row, Key> {
  const table: Table<Row, Key> = Object.freeze({
    size: parts.size,
    kind: parts.records.kind,
    byteLength: sharedWeight(parts),
    changes: changes && frozen(changes as TableChanges<Key>),
    ...tableMethods<Row, Key>(parts, cache),
  })
  held.set(table, { parts, cache, memo })
  return table
}
