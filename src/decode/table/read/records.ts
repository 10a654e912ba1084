/** The records of a table by row, whatever they are kept as. @module */

import type { TableParts } from '../format/table-parts.ts'
import { columnRecords } from './column-records.ts'
import { documentRecords } from './document-records.ts'

export interface Records {
  /** Is there one, or was the row replaced? */
  has(row: number): boolean
  /** A new object. The key is asked for by row where it is needed and not given. */
  read(row: number, key: string | undefined): unknown
  /** Its JSON. */
  raw(row: number, key: string): string
  /** Reads the field at a path of names; `undefined` where a record has none. */
  field(path: readonly string[]): (row: number, key: string | undefined) => unknown
}

export type KeyOf = (row: number) => string | undefined

export const recordsOf = (from: TableParts['records'], keyOf: KeyOf): Records =>
  from.kind === 'document' ? documentRecords(from) : columnRecords(from, keyOf)
