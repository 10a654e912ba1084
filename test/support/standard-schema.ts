/** Makes a Standard Schema without a library. @module */

import type { StandardSchemaV1 } from '@standard-schema/spec'

type Verdict<T> = StandardSchemaV1.Result<T> | Promise<StandardSchemaV1.Result<T>>

export const schemaOf = <T>(validate: (value: unknown) => Verdict<T>): StandardSchemaV1<unknown, T> => ({
  '~standard': { version: 1, vendor: 'by-hand', validate },
})

/** A schema that makes a number of a text of digits. */
export const digits = schemaOf<number>((value) =>
  typeof value === 'string' && /^\d+$/.test(value)
    ? { value: Number(value) }
    : { issues: [{ message: 'not made of digits' }] },
)

/** A schema that takes records of one type, told by a function, and makes the same of each. */
export const recordsLike = <Row>(
  isGood: (record: Row) => boolean,
  issue: StandardSchemaV1.Issue = { message: 'no' },
): StandardSchemaV1<Row, 'ignored'> => ({
  '~standard': {
    version: 1,
    vendor: 'by-hand',
    validate: (record) => (isGood(record as Row) ? { value: 'ignored' } : { issues: [issue] }),
  },
})
