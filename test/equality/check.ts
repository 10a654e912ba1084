/** What is done with each document. @module */

import { checkJson } from './check-json.ts'
import { checkTable } from './check-table.ts'
import type { Document } from './generate/documents.ts'
import type { Random } from './random.ts'
import { everterm } from './subjects/everterm.ts'

/** What a document was found to be. */
export interface Outcome {
  /** Does it make a table? */
  readonly isAccepted: boolean
  readonly hasColumns: boolean
  /** What the refusal said, without what is of this document alone. */
  readonly message?: string
  /** For the next version of the document. */
  readonly memo?: unknown
}

/** @throws Difference */
export type Check = (document: Document, random: Random, memo: unknown) => Promise<Outcome>

/** Tables in all their forms, and JSON that is split and put together again. */
export const checkAll: Check = (document, random, memo) => {
  checkJson(document.bytes, random)
  return checkTable(everterm(random), document, random, memo)
}
