/** What a set of texts is made of: the index of a table without records, whose keys are the texts. @module */

import type { IndexParts } from './table-parts.ts'

export interface TextSetParts {
  /** How many different texts. */
  readonly size: number
  /** How many rows: one for each text. */
  readonly rows: number
  /** How many entries of the payload had a text that was there before. */
  readonly duplicates: number
  readonly index: IndexParts
  /** Are the texts in small letters, and is it asked for small letters? */
  readonly caseless: boolean
}
