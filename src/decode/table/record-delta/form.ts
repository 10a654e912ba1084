/** What a delta of records begins with, in JSON; the rows, keys and values follow it. @module */

import type { ColumnOutline } from './outline.ts'

export interface Beginning {
  /** The columns of the version after. */
  readonly root: ColumnOutline
  /** The rest of its document, where that has its records within. */
  readonly envelope?: string | undefined
  /** How many parts each key has. */
  readonly keyParts: number
}

/** As it is compressed: a coding that every Node.js has. */
export const QUALITY = 9
