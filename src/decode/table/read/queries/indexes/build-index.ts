/** Builds one index of a table, in steps. @module */

import type { FieldIndex, IndexAsked } from '../../../format/field-index.ts'
import { haveKeys, type RowsParts } from '../../../format/table-parts.ts'
import { recordsOf } from '../../records-of.ts'
import { rowKeys } from '../../row-keys.ts'
import type { FieldQuestion } from '../field-question.ts'
import { type QueriedField, queriedField } from '../queried-field.ts'
import { collectRows } from '../scan.ts'
import type { Steps } from '../steps.ts'
import { byNumber } from './by-number.ts'
import { byText } from './by-text.ts'
import { groupedRows } from './grouped-rows.ts'
import { wordsToShare } from './shared-words.ts'

const ALL_NUMBERS: FieldQuestion = {
  kind: 'range',
  low: Number.NEGATIVE_INFINITY,
  high: Number.POSITIVE_INFINITY,
}
const ALL_TEXTS: FieldQuestion = { kind: 'texts', low: undefined, high: undefined }

/** @throws TermError `ERR_TERM_DECODER` where there isn't memory enough */
export function* buildIndex(parts: RowsParts, { kind, path }: IndexAsked): Steps<FieldIndex> {
  const keyOf = haveKeys(parts) ? rowKeys(parts.index, parts.rows) : () => undefined
  const field = queriedField(parts, recordsOf(parts.records, keyOf), path)
  if (kind === 'equal') return { ...(yield* groupedRows(field)), path }
  const sorted = yield* kind === 'range' ? numbersInOrder(field) : textsInOrder(field)
  const rows = wordsToShare(sorted.length)
  rows.set(sorted)
  return { kind, path, rows }
}

function* numbersInOrder(field: QueriedField): Steps<Uint32Array> {
  return yield* byNumber(field, yield* collectRows(field, ALL_NUMBERS))
}

function* textsInOrder(field: QueriedField): Steps<Uint32Array> {
  return yield* byText(field, yield* collectRows(field, ALL_TEXTS))
}
