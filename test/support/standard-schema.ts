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
