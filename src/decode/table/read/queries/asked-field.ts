/** A field that questions are asked of, with the indexes that a table has of it. @module */

import type { IndexAsked } from '../../format/field-index.ts'
import type { RowsParts } from '../../format/table-parts.ts'
import type { Records } from '../records.ts'
import type { FieldQuestion } from './field-question.ts'
import { answered, type FoundRows, NOTHING, oneRow } from './found-rows.ts'
import type { KnownIndexes } from './known-indexes.ts'
import { type QueriedField, queriedField } from './queried-field.ts'

/** What questions need of a table. */
export interface AskedTable {
  readonly parts: RowsParts
  readonly records: Records
  readonly indexes: KnownIndexes
  /** The row of a key, or -1. */
  rowOf(key: string): number
}

export interface AskedField {
  answer(question: FieldQuestion): FoundRows
  /** Resolves when there is an index of this kind. */
  ready(kind: IndexAsked['kind']): Promise<void>
}

export function askedField(
  { parts, records, indexes, rowOf }: AskedTable,
  path: readonly string[],
): AskedField {
  let known: QueriedField | undefined
  const field = () => {
    known ??= queriedField(parts, records, path)
    return known
  }
  const byValue = indexes.at({ kind: 'equal', path })
  const byNumber = indexes.at({ kind: 'range', path })
  const byText = indexes.at({ kind: 'prefix', path })
  const indexFor = { equal: byValue, range: byNumber, texts: byText, prefix: byText }

  /** The index of the keys is there already. */
  function byKey(key: string): FoundRows {
    const row = rowOf(key)
    return row >= 0 && field().read(row) === key ? oneRow(row) : NOTHING
  }

  return {
    answer(question) {
      if (question.kind === 'equal' && typeof question.value === 'string' && field().isKey)
        return byKey(question.value)
      return answered(field(), question, indexFor[question.kind].use())
    },
    ready: async (kind) => (kind === 'equal' && field().isKey ? undefined : indexFor[kind].ready()),
  }
}
