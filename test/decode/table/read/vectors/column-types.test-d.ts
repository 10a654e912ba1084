/** The types of columns and scans follow those of the record. @module */

import { expectTypeOf, it } from 'vitest'
import type { ColumnValues, NumberView, Table } from '../../../../../src/index.ts'

interface Place {
  readonly name: string
  readonly n: number
  readonly at?: { readonly x: number }
  readonly 'a.b': boolean
}
declare const table: Table<Place>

it('gives numbers as a typed array that may not be written to, or one by one', () => {
  const values = table.column('n').values()
  expectTypeOf(values).toEqualTypeOf<NumberView | ColumnValues<number>>()
  expectTypeOf(table.column('name').values()).toEqualTypeOf<ColumnValues<string>>()
  if ('buffer' in values) {
    expectTypeOf(values[0]).toEqualTypeOf<number | undefined>()
    // @ts-expect-error it may be read only
    values[0] = 1
  }
})

it('gives a scan the type of each field, and the row', () => {
  table.scan(['name', 'n', 'at.x', ['a.b'], 'other'], (...given) => {
    expectTypeOf(given).toEqualTypeOf<[string, number, number | undefined, boolean, unknown, row: number]>()
  })
})

it('takes a table of one type for one of any', () => {
  const any: Table<unknown> = table
  expectTypeOf(any.column('n').at(0)).toBeUnknown()
})
