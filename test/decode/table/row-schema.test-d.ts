/** With `row` the type of records is what the schema takes, not what it makes of them. @module */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { expectTypeOf, it } from 'vitest'
import {
  http,
  type RangeTable,
  type Rows,
  ranges,
  remoteTerm,
  rows,
  type Table,
  table,
} from '../../../src/index.ts'

interface Sent {
  readonly id: string
  readonly price: string
}

interface Other {
  readonly name: string
}

declare const schema: StandardSchemaV1<Sent, { readonly price: number }>

type Made<T> = (bytes: Uint8Array) => Promise<T>

it('is inferred, whatever the key', () => {
  expectTypeOf(table({ row: schema })).toEqualTypeOf<Made<Table<Sent>>>()
  expectTypeOf(table({ key: 'id', row: schema, at: 'data' })).toEqualTypeOf<Made<Table<Sent>>>()
  expectTypeOf(table({ key: ['id', 'price'], row: schema })).toEqualTypeOf<
    Made<Table<Sent, readonly [string, string]>>
  >()
  expectTypeOf(table({ format: 'csv', key: 'id', row: schema })).toEqualTypeOf<Made<Table<Sent>>>()
})

it('is inferred for rows and ranges', () => {
  expectTypeOf(rows({ row: schema })).toEqualTypeOf<Made<Rows<Sent>>>()
  expectTypeOf(ranges({ cidr: 'id', row: schema })).toEqualTypeOf<Made<RangeTable<Sent>>>()
})

it('is the type of the term', () => {
  const term = remoteTerm({
    name: 'products',
    fetcher: http('https://example.com'),
    deserialize: table({ key: 'id', row: schema }),
  })
  expectTypeOf(term.get()).toEqualTypeOf<Table<Sent>>()
})

it('may be named, and then the schema has to take it', () => {
  expectTypeOf(table<Sent>({ row: schema })).toEqualTypeOf<Made<Table<Sent>>>()
  // @ts-expect-error The schema takes something else.
  table<Other>({ row: schema })
  // @ts-expect-error The schema takes something else.
  rows<Other>({ row: schema })
  // @ts-expect-error No schema.
  table({ row: (record: unknown) => record })
})
