/** The ways to ask by a field, with what users give checked. @module */

import type { FieldQuery, FoundFrom, FoundRecords } from '../../contract.ts'
import type { AskedField } from './asked-field.ts'
import { between, checkEnd, checkPrefix, checkValue, type RangeEnd } from './bounds.ts'
import type { FieldQuestion } from './field-question.ts'
import { foundOf, type RowReader } from './found-records.ts'

export function fieldQuery<Row, Key>(
  field: AskedField,
  reader: RowReader<Row, Key>,
): FieldQuery<Row, unknown, Key> {
  const found = (question: FieldQuestion): FoundRecords<Row, Key> =>
    foundOf(reader, () => field.answer(question))

  function open(low: RangeEnd): FoundFrom<Row, Key> {
    const upTo = (of: string, value: unknown, isIncluded: boolean) =>
      found(between(low, checkEnd(of, value, isIncluded)))
    return Object.assign(found(between(low, undefined)), {
      to: (value: unknown) => upTo('to', value, true),
      below: (value: unknown) => upTo('below', value, false),
    })
  }

  return Object.freeze({
    is: (value) => found({ kind: 'equal', value: checkValue(value) }),
    from: (value) => open(checkEnd('from', value, true)),
    above: (value) => open(checkEnd('above', value, false)),
    to: (value) => found(between(undefined, checkEnd('to', value, true))),
    below: (value) => found(between(undefined, checkEnd('below', value, false))),
    startsWith: (text) => found({ kind: 'prefix', prefix: checkPrefix(text) }),
  } satisfies FieldQuery<Row, unknown, Key>)
}
