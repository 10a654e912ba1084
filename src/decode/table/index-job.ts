/** What a thread does for a table that is read already: it builds an index of a field. @module */

import type { FieldIndex, IndexAsked } from './format/field-index.ts'
import type { RowsParts } from './format/table-parts.ts'
import { atOnce, buildIndex } from './read/index.ts'

export interface IndexJobOptions {
  readonly parts: RowsParts
  readonly asked: IndexAsked
}

/** Builds an index as a job of the pool. */
export const indexJob = async ({
  parts,
  asked,
}: IndexJobOptions): Promise<{ readonly value: FieldIndex }> => ({
  value: atOnce(buildIndex(parts, asked)),
})
