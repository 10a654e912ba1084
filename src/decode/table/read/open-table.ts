/** Opens the parts of a table for the readers of this thread. @module */

import type { Table, TableChanges, TableKey } from '../contract.ts'
import { sharedWeight } from '../format/shared-weight.ts'
import type { TableParts } from '../format/table-parts.ts'
import { envelopeReader } from './envelope.ts'
import { holdParts } from './held.ts'
import { type KnownIndexOptions, knownIndexes } from './queries/index.ts'
import { tableMethods } from './table-methods.ts'

export interface OpenOptions extends KnownIndexOptions {
  /** How many records to keep decoded. */
  readonly cache?: number | undefined
  readonly changes?: TableChanges<TableKey> | undefined
  /** What the builder of the next version may be told of this one. */
  readonly memo?: unknown
}

/** All readers get the same changes. */
const frozen = <Key>(changes: TableChanges<Key>): TableChanges<Key> => {
  for (const part of Object.values(changes)) Object.freeze(part)
  return Object.freeze(changes)
}

/** A table of these parts, which holds their memory for as long as it lives. */
export function openTable<Row, Key = string>(
  parts: TableParts,
  { cache = 0, changes, memo, ...options }: OpenOptions = {},
): Table<Row, Key> {
  const indexes = knownIndexes(parts, options)
  const envelope = envelopeReader(parts)
  const table: Table<Row, Key> = Object.freeze({
    size: parts.size,
    kind: parts.records.kind,
    byteLength: sharedWeight(parts),
    keyParts: parts.index.keyParts ?? 1,
    get envelope() {
      return envelope()
    },
    changes: changes && frozen(changes as TableChanges<Key>),
    ...tableMethods<Row, Key>(parts, cache, indexes),
  })
  holdParts(table, { parts, cache, memo, indexes })
  return table
}
