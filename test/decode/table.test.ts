/** The door of tables: its options, where it builds, and what it hands on from version to version. @module */

import { gzipSync } from 'node:zlib'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { type DecodeContext, type DecodePool, decodeOf } from '../../src/decode/decoder.ts'
import { inflatedPieces } from '../../src/decode/inflated.ts'
import type { Table } from '../../src/decode/table/contract.ts'
import { type TableJobOptions, tableJob } from '../../src/decode/table/job.ts'
import { table } from '../../src/decode/table.ts'
import type { Wire } from '../../src/decode/wire.ts'
import { LIMITS, utf8 } from '../support/coded.ts'

interface Rate {
  readonly id: string
  readonly rate: number
}

const RATES: readonly Rate[] = [
  { id: 'USD', rate: 1 },
  { id: '10', rate: 2.5 },
  { id: 'é', rate: -3 },
]
const { signal } = new AbortController()

const wireOf = (value: unknown): Wire => {
  const bytes = new Uint8Array(gzipSync(JSON.stringify(value)))
  return { bytes, owned: true, encoding: 'gzip', auto: true, limits: LIMITS }
}

/** Runs jobs here, on copies as a thread gets them, and notes their options. */
function poolHere(above: number): DecodePool & { readonly jobs: TableJobOptions[] } {
  const jobs: TableJobOptions[] = []
  return {
    above,
    jobs,
    processes: undefined as never,
    hasThreads: () => true,
    warmUp: () => {},
    async run({ kind, options }, wire) {
      expect(kind).toBe('table')
      const own = structuredClone(options as TableJobOptions)
      jobs.push(own)
      const pieces = () => inflatedPieces(wire, { signal })
      return structuredClone((await tableJob(own, { sizeHint: 0, pieces })).value)
    },
  }
}

const contextOf = (pool: DecodePool, previous?: unknown): DecodeContext => ({
  term: 'rates',
  signal,
  pool,
  previous,
})

async function decoded(
  deserialize: ReturnType<typeof table<Rate>>,
  value: unknown,
  context: DecodeContext,
): Promise<Table<Rate>> {
  const decode = decodeOf(deserialize)
  if (decode === undefined) throw new Error('a decoder')
  return (await decode(wireOf(value), context)) as Table<Rate>
}

describe('table', () => {
  it('is a deserialize of the rows that it is told', () => {
    expectTypeOf(table<Rate>({ key: 'id' })).toEqualTypeOf<(bytes: Uint8Array) => Promise<Table<Rate>>>()
  })

  it.each([
    ['an object by its property names', {}, Object.fromEntries(RATES.map((rate) => [rate.id, rate]))],
    ['an array by a field', { key: 'id' }, RATES],
  ])('reads %s', async (_, options, value) => {
    const rates = await table<Rate>(options)(utf8(JSON.stringify(value)))
    expect(new Map(rates)).toEqual(new Map(RATES.map((rate) => [rate.id, rate])))
  })

  it('reads lines of records by a field, in their order', async () => {
    const lines = RATES.map((rate) => `${JSON.stringify(rate)}\n`).join('')
    const rates = await table<Rate>({ key: 'id' })(utf8(lines))
    expect([...rates.keys()]).toEqual(['USD', '10', 'é'])
  })

  it('keeps columns where it may, and the document where it is told to', async () => {
    const bytes = utf8(JSON.stringify(RATES))
    const kinds = [undefined, true, false].map(
      async (columns) => (await table({ key: 'id', columns })(bytes)).kind,
    )
    expect(await Promise.all(kinds)).toEqual(['columns', 'columns', 'document'])
  })

  it('caches as many records as it is told to', async () => {
    const rates = await table<Rate>({ key: 'id', cache: 1 })(utf8(JSON.stringify(RATES)))
    expect(rates.get('USD')).toBe(rates.get('USD'))
    expect(Object.isFrozen(rates.get('USD'))).toBe(true)
  })

  it.each(['[1,', '{"a":tru}', '[{"rate":1}]'])('refuses %j without quoting it', async (text) => {
    const refusal = { name: 'TermError', code: 'ERR_TERM_DESERIALIZE', stage: 'decode' }
    await expect(table({ key: 'id' })(utf8(text))).rejects.toMatchObject(refusal)
  })

  it('refuses an option that it does not know, and tells which one may be meant', () => {
    expect(() => table({ keys: 'id' } as never)).toThrow(
      /^table: expected `options` to be made of key, duplicates, .*, got `keys` \(string\): did you mean `key`\?$/,
    )
  })

  it.each([
    [{ key: '' }, 'table: expected `key` to be the name of a field, got `` (string)'],
    [
      { key: 1 },
      'table: expected `key` to be the name of a field, a list of them, or the URL of a file, got `1` (number)',
    ],
    [
      { key: null },
      'table: expected `key` to be the name of a field, a list of them, or the URL of a file, got `null` (object)',
    ],
    [
      { key: 'a..b' },
      'table: expected `key` to be names with dots between them, got `a..b` (string): a dot that is in a name is `\\\\.`',
    ],
    [
      { key: `${'a.'.repeat(16)}b` },
      `table: expected \`key\` to be a path of 16 names at most, got \`${'a.'.repeat(16)}b\` (string)`,
    ],
    [
      { key: ['id'] },
      'table: expected `key` to be a list of 2 fields or more, got `object` (object): name one without a list',
    ],
    [{ key: [] }, 'table: expected `key` to be a list of 2 to 16 fields, got `object` (object)'],
    [{ key: ['a', ''] }, 'table: expected `key` to be the name of a field, got `` (string)'],
    [{ key: ['a', 1] }, 'table: expected `key` to be the name of a field, got `1` (number)'],
    [
      { key: ['a', 'b', 'a.x'] },
      'table: expected `key` to be a list of fields none of which is in another, got `a, b, a.x` (string)',
    ],
    [
      { key: ['a', 'a'] },
      'table: expected `key` to be a list of fields none of which is in another, got `a, a` (string)',
    ],
    [
      { duplicates: 'lust' },
      'table: expected `duplicates` to be one of refuse, last, first, got `lust` (string): did you mean `last`?',
    ],
    [{ columns: 'yes' }, 'table: expected `columns` to be a boolean, got `yes` (string)'],
    [{ cache: -1 }, 'table: expected `cache` to be a whole number from 0 to 1000000, got `-1` (number)'],
    [{ cache: 1.5 }, 'table: expected `cache` to be a whole number from 0 to 1000000, got `1.5` (number)'],
    [
      { cache: 1e9 },
      'table: expected `cache` to be a whole number from 0 to 1000000, got `1000000000` (number)',
    ],
    [
      { changes: 'all' },
      'table: expected `changes` to be a boolean or a whole number, at least 0, got `all` (string)',
    ],
    [
      { changes: -1 },
      'table: expected `changes` to be a boolean or a whole number, at least 0, got `-1` (number)',
    ],
    [null, 'table: expected `options` to be an object, got `null` (object)'],
  ])('refuses the options %j', (options, message) => {
    expect(() => table(options as never)).toThrow(new TypeError(message))
  })
})

describe('a table that a term decodes', () => {
  it('is built in place below the limit of the pool, in the pool from there on', async () => {
    const many = Array.from({ length: 100 }, (_, i) => ({ id: `k${i}`, rate: i }))
    const size = JSON.stringify(many).length
    const [small, large] = [poolHere(size + 1), poolHere(size)]
    for (const pool of [small, large]) {
      const rates = await decoded(table<Rate>({ key: 'id' }), many, contextOf(pool))
      expect([...rates.values()]).toEqual(many)
    }
    expect([small.jobs.length, large.jobs.length]).toEqual([0, 1])
  })

  it('is built in the pool where one record is too large for a turn, whatever the document says of its size', async () => {
    const large = Array.from({ length: 30_000 }, (_, i) => ({ [`f${i % 100}`]: i }))
    for (const columns of [undefined, true]) {
      const pool = poolHere(2 ** 30)
      const value = { large, small: [{ f1: 1 }] }
      const one = await decoded(table<Rate>({ columns }), value, contextOf(pool))
      const again = await decoded(table<Rate>({ columns }), value, contextOf(pool, one))
      expect([one, again].map(({ kind }) => kind)).toEqual(['columns', 'columns'])
      expect(new Map<string, unknown>(again)).toEqual(new Map(Object.entries(value)))
      expect(pool.jobs.map(({ memo }) => memo !== undefined)).toEqual([false, true])
      const kept = await table<Rate>({ columns })(utf8(JSON.stringify(value)))
      expect(kept.size).toBe(2)
    }
    const nowhere = { ...poolHere(2 ** 30), hasThreads: () => false }
    expect((await decoded(table<Rate>(), { large }, contextOf(nowhere))).kind).toBe('columns')
    expect(nowhere.jobs).toEqual([])
    const pool = poolHere(2 ** 30)
    const asDocument = await decoded(table<Rate>({ columns: false }), { large }, contextOf(pool))
    expect([asDocument.kind, pool.jobs]).toEqual(['document', []])
  })

  it('remembers for the next version what was learned of the columns', async () => {
    const pool = poolHere(0)
    const rates = table<Rate>({ key: 'id' })
    const first = await decoded(rates, RATES, contextOf(pool))
    await decoded(rates, RATES, contextOf(pool, first))
    await decoded(rates, RATES, contextOf(pool, { not: 'a table' }))
    expect(pool.jobs.map(({ memo }) => memo !== undefined)).toEqual([false, true, false])
  })

  it.each([0, 2 ** 30])(
    'tells what changed since the version before, when built in a pool above %d',
    async (above) => {
      const pool = poolHere(above)
      const rates = table<Rate>({ key: 'id', changes: true })
      const first = await decoded(rates, RATES, contextOf(pool))
      expect(first.changes).toBeUndefined()
      const next = [{ id: 'new', rate: 1 }, { id: 'USD', rate: 2 }, RATES[2]] // biome-ignore format: one line
      const second = await decoded(rates, next, contextOf(pool, first))
      expect(second.changes).toEqual({
        added: ['new'],
        removed: ['10'],
        changed: ['USD'],
        counts: { added: 1, removed: 1, changed: 1 },
        complete: true,
      })
      expect((await decoded(rates, next, contextOf(pool, { put: 'something else' }))).changes).toBeUndefined()
    },
  )

  it('compares only where it is asked to, and lists as many as it is asked for', async () => {
    const pool = poolHere(0)
    const first = await decoded(table<Rate>({ key: 'id' }), RATES, contextOf(pool))
    const context = contextOf(pool, first)
    expect((await decoded(table<Rate>({ key: 'id' }), [], context)).changes).toBeUndefined()
    expect((await decoded(table<Rate>({ key: 'id', changes: false }), [], context)).changes).toBeUndefined()
    expect((await decoded(table<Rate>({ key: 'id', changes: 1 }), [], context)).changes).toMatchObject({
      removed: ['USD'],
      counts: { removed: 3 },
      complete: false,
    })
    expect((await decoded(table<Rate>({ key: 'id', changes: 0 }), [], context)).changes?.removed).toEqual([])
  })

  describe.each(['', ' ', '\n', '\r\n\t \n', '\ufeff', '\ufeff\n', 'null', ' null\n'])('of %j', (text) => {
    it.each([
      ['by names', {}],
      ['by a field', { key: 'id' }],
      ['by a field, as columns', { key: 'id', columns: true }],
      ['by a field, as a document', { key: 'id', columns: false }],
    ])('is refused %s, in place and in the pool, compressed or not', async (_, options) => {
      for (const above of [0, 2 ** 30]) {
        for (const bytes of [utf8(text), new Uint8Array(gzipSync(text))]) {
          const wire: Wire = { bytes, owned: true, encoding: undefined, auto: true, limits: LIMITS }
          const decode = decodeOf(table<Rate>(options)) as NonNullable<ReturnType<typeof decodeOf>>
          await expect(decode(wire, contextOf(poolHere(above)))).rejects.toMatchObject({
            code: 'ERR_TERM_DESERIALIZE',
          })
        }
      }
    })
  })

  it.each([
    ['[]', { key: 'id' }],
    ['\n[ ]\n', { key: 'id' }],
    ['{}', {}],
    ['\n', { key: 'id' }],
    ['', { key: 'id', format: 'ndjson' }],
  ] as const)('of no records is what %j is, where it may have none', async (text, options) => {
    const none = await table<Rate>({ ...options, minRecords: 0 })(utf8(text))
    expect([none.size, [...none]]).toEqual([0, []])
    const isNothing = text.trim() === ''
    await expect(table<Rate>(options)(utf8(text))).rejects.toMatchObject(
      isNothing
        ? { code: 'ERR_TERM_DESERIALIZE', stage: 'decode' }
        : { code: 'ERR_TERM_GUARD', stage: 'validate', message: 'minRecords 1: 0 records' },
    )
  })

  it('stays as it is while others come', async () => {
    const rates = table<Rate>({ key: 'id' })
    let held = await decoded(rates, RATES, contextOf(poolHere(0)))
    const first = held
    const iterator = first.values()
    iterator.next()
    const column = first.column('rate')
    for (let version = 1; version <= 5; version++) {
      const next = RATES.map(({ id }) => ({ id, rate: version * 1000, version }))
      held = await decoded(rates, next, contextOf(poolHere(version % 2 === 0 ? 0 : 2 ** 30), held))
      expect(held.get('10')?.rate).toBe(version * 1000)
    }
    expect([...first.values()]).toEqual(RATES)
    expect([...iterator]).toEqual(RATES.slice(1))
    expect([...column.values()]).toEqual([1, 2.5, -3])
  })
})
