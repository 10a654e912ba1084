/** What a set of texts is made of: the index of a table without records, whose keys are the texts. @module */

import type { IndexParts } from './table-parts.ts'

export interface TextSetParts {
  /** How many different texts. */
  readonly size: number
  /** How many entries; a text that comes again has a row of its own, which the index doesn't name. */
  readonly rows: number
  readonly index: IndexParts
  /** Are the texts in small letters, and is it asked for small letters? */
  readonly caseless: boolean
}
