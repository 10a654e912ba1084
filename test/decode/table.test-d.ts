/** The types of tables follow the shape of their key. @module */

import { expectTypeOf, it } from 'vitest'
import { type KeyMaker, type Table, type TableKey, type TableOptions, table } from '../../src/index.ts'

interface Rate {
  readonly locale: string
  readonly code: string
  readonly rate: number
}

type Made<T> = (bytes: Uint8Array) => Promise<T>

it('has texts as keys without a key, and with one field', () => {
  expectTypeOf(table<Rate>()).toEqualTypeOf<Made<Table<Rate>>>()
  expectTypeOf(table<Rate>({ columns: true })).toEqualTypeOf<Made<Table<Rate>>>()
  expectTypeOf(table<Rate>({ key: 'a.id' })).toEqualTypeOf<Made<Table<Rate>>>()
  expectTypeOf(table<Rate>({ key: new URL('file:///key.js') })).toEqualTypeOf<Made<Table<Rate>>>()
})

it('has as many texts as there are fields', () => {
  type Pair = readonly [string, string]
  expectTypeOf(table<Rate>({ key: ['locale', 'code'] })).toEqualTypeOf<Made<Table<Rate, Pair>>>()
  expectTypeOf(table<Rate>({ key: ['a', 'b.c', 'd'] })).toEqualTypeOf<
    Made<Table<Rate, readonly [string, string, string]>>
  >()
  const many: readonly string[] = ['a', 'b']
  expectTypeOf(table<Rate>({ key: many })).toEqualTypeOf<Made<Table<Rate, readonly string[]>>>()
  const any: TableOptions = {}
  expectTypeOf(table<Rate>(any)).toEqualTypeOf<Made<Table<Rate, TableKey>>>()
})

it('takes and gives lists of texts in every method', () => {
  type Pair = readonly [string, string]
  type Rates = Table<Rate, Pair>
  expectTypeOf<Rates['get']>().parameter(0).toEqualTypeOf<Pair>()
  expectTypeOf<Rates['has']>().parameter(0).toEqualTypeOf<Pair>()
  expectTypeOf<Rates['raw']>().parameter(0).toEqualTypeOf<Pair>()
  expectTypeOf<Rates['getMany']>().parameter(0).toEqualTypeOf<Iterable<Pair>>()
  expectTypeOf<ReturnType<Rates['keys']>>().toEqualTypeOf<IterableIterator<Pair>>()
  expectTypeOf<ReturnType<Rates['entries']>>().toEqualTypeOf<IterableIterator<[Pair, Rate]>>()
  expectTypeOf<NonNullable<Rates['changes']>['added']>().toEqualTypeOf<readonly Pair[]>()
  const rates = {} as Rates
  const get = () => rates.column('rate').get
  expectTypeOf(get).returns.parameter(0).toEqualTypeOf<Pair>()
  expectTypeOf(get).returns.returns.toEqualTypeOf<number | undefined>()
})

it('a module that makes keys is given records', () => {
  expectTypeOf<KeyMaker<Rate>>().toEqualTypeOf<(row: Rate) => string | number>()
})
