/** What it takes to read the records of a table by row, whatever they are kept as. @module */

import type { ReadRow } from './columns/index.ts'

export interface Records {
  /** A new object at each call. The key is looked up by its row where it is needed and not given. */
  readonly read: ReadRow
  /** The record's JSON. */
  raw(row: number, key: string | undefined): string
  /** A reader of the field at a path of names; it gives `undefined` where a record has none. */
  field(path: readonly string[]): ReadRow
}
