/** The checks that each document goes through. @module */

import { checkJson } from './check-json.ts'
import { checkTable } from './check-table.ts'
import { checkForms } from './forms/check-forms.ts'
import type { Document } from './generate/documents.ts'
import type { Random } from './random.ts'
import { everterm } from './subjects/everterm.ts'

/** What a document was found to be. */
export interface Outcome {
  /** Whether the document makes a table. */
  readonly isAccepted: boolean
  readonly hasColumns: boolean
  /** The message of a refusal, without what belongs to this document alone. */
  readonly message?: string
  /** What the build remembers for the next version of the document. */
  readonly memo?: unknown
}

/** @throws Difference */
export type Check = (document: Document, random: Random, memo: unknown) => Promise<Outcome>

/** Checks tables in all their forms, JSON that is split and put together again, and the values in one other form. */
export const checkAll: Check = async (document, random, memo) => {
  checkJson(document.bytes, random)
  const outcome = await checkTable(everterm(random), document, random, memo)
  await checkForms(document, random)
  return outcome
}
