/** A wrapper is refused with the place of its records, and a table is none, however small. @module */

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { rows, type TableOptions, table } from '../../../../src/decode/table.ts'
import { utf8 } from '../../../support/coded.ts'

const many = <T>(count: number, of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i))
const named = (count: number, of: (i: number) => unknown) =>
  Object.fromEntries(many(count, (i) => [`k${i}`, of(i)]))
const records = many(3, (i) => ({ id: `r${i}`, n: i }))

/** The path that a refusal names; `undefined` where there is a table. */
async function pathOf(value: unknown, options: object = {}, indent?: number): Promise<string | undefined> {
  const text = JSON.stringify(value, null, indent)
  const refusals = await Promise.all(
    [undefined, false].map((columns) =>
      table({ ...options, columns })(utf8(text)).then(
        () => undefined,
        (error: Error) =>
          /its records (?:at `(.*?)`|(further in))\? Say/.exec(error.message)?.[1] ?? error.message,
      ),
    ),
  )
  expect(refusals[0]).toBe(refusals[1])
  return refusals[0]
}

describe('an array of a single record, or a sequence of a single text,', () => {
  const order = { id: 'o1', total: 3, items: [{ sku: 'a' }, { sku: 'b' }] }
  const text = JSON.stringify(order)
  it.each([undefined, true, false])(
    'was taken for a wrapper, and refused, with columns: %s',
    async (columns) => {
      for (const document of [`[${text}]`, `\u001e${text}\n`]) {
        expect([...(await rows({ columns })(utf8(document)))]).toEqual([order])
        expect((await table({ columns, key: 'id' })(utf8(document))).get('o1')).toEqual(order)
      }
      await expect(rows({ columns })(utf8(text))).rejects.toThrow('are its records at `items`?')
    },
  )
})

describe('an object that is keyed by its names, read by a field that its records have,', () => {
  const keyed = { a: { id: 'x', at: { n: 1 } }, b: { id: 'y', at: { n: 2 } } }
  const told = async (value: unknown, key: string | readonly string[], indent?: number): Promise<string> =>
    table({ key } as TableOptions)(utf8(JSON.stringify(value, null, indent))).then(
      () => 'a table',
      (error: Error) => error.message,
    )
  it.each([undefined, 2])(
    'was told that its first record has no such field, indented by %s',
    async (indent) => {
      const many = named(2_000, (id) => ({ id, text: 'x'.repeat(50) }))
      for (const [value, key] of [
        [keyed, 'id'],
        [keyed, 'at.n'],
        [keyed, ['id', 'at.n']],
        [many, 'id'],
      ] as const)
        expect(await told(value, key, indent)).toMatch(
          /^The payload is one object, keyed by its .* without a key/,
        )
    },
  )
  it('is a record without its key where they have no such field, either', async () => {
    for (const key of ['sku', ['id', 'sku']])
      expect(await told(keyed, key)).toMatch(/^The record has no field `(sku|id)`/)
  })
})

const WRAPPERS: readonly (readonly [what: string, path: string, value: unknown])[] = [
  ['meta and data', 'data', { meta: { page: 1, total: 3 }, data: records }],
  ['one record in data', 'data', { data: [{ id: 'a' }] }],
  ['nothing in data', 'data', { meta: { total: 0 }, data: [] }],
  ['items and a total', 'items', { total: 3, items: records }],
  [
    'JSON:API',
    'data',
    {
      jsonapi: { version: '1.1' },
      data: many(2, (id) => ({ type: 'x', id: `${id}`, attributes: { n: 1 } })),
      links: { self: '/x' },
    },
  ],
  ['JSON:API with included', 'data', { data: records, included: records }],
  [
    'GeoJSON',
    'features',
    {
      type: 'FeatureCollection',
      features: many(2, (id) => ({ type: 'Feature', id, properties: {}, geometry: null })),
    },
  ],
  [
    'CLDR',
    'supplemental.territoryInfo',
    {
      supplemental: {
        version: { _unicodeVersion: '16' },
        territoryInfo: named(260, () => ({ _gdp: '1', languagePopulation: { de: { p: '1' } } })),
      },
    },
  ],
  [
    'caniuse',
    'data',
    {
      eras: { e1: 'x' },
      agents: named(5, () => ({ browser: 'x' })),
      updated: 1,
      data: named(50, () => ({ title: 't', stats: { a: { 1: 'y' } } })),
    },
  ],
  [
    'moment-timezone',
    'zones',
    {
      version: '2025a',
      zones: many(300, (i) => `Zone/${i}|A B|0`),
      links: many(200, (i) => `L${i}|M`),
      countries: many(100, (i) => `C${i}`),
    },
  ],
  [
    'a lock file',
    'packages',
    {
      name: 'x',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: { '': { name: 'x' }, ...named(5, () => ({ version: '1.0.0', resolved: 'u' })) },
    },
  ],
  [
    'TopoJSON',
    'objects.countries.geometries',
    {
      type: 'Topology',
      objects: {
        countries: {
          type: 'GeometryCollection',
          geometries: many(5, (id) => ({ type: 'Polygon', id, arcs: [[id]] })),
        },
        land: { type: 'GeometryCollection', geometries: [] },
      },
      arcs: many(50, () => [
        [1, 2],
        [3, 4],
      ]),
    },
  ],
  ['GraphQL', 'data.users', { data: { users: records } }],
  [
    'a search',
    'hits.hits',
    { took: 3, hits: { total: 3, hits: many(3, (i) => ({ _id: `${i}`, _source: { a: 1 } })) } },
  ],
  ['a status beside data', 'data.items', { status: 'ok', data: { items: records, next: null } }],
  ['a map in data', 'data', { data: { EUR: { n: 1 }, USD: { n: 2 } } }],
  ['a plural', 'users', { users: many(20, (i) => ({ name: `u${i}` })) }],
  [
    'pandas',
    'data',
    {
      columns: ['a', 'b'],
      index: [0, 1],
      data: [
        [1, 2],
        [3, 4],
      ],
    },
  ],
]

describe.each(WRAPPERS)('%s', (_, path, value) => {
  it('is refused with the place of its records', async () => {
    expect(await pathOf(value)).toBe(path)
  })

  it('is refused where a key is said, too, on one line or many', async () => {
    expect(await pathOf(value, { key: 'code' })).toBe(path)
    expect(await pathOf(value, { key: 'code' }, 2)).toBe(path)
  })

  it('is what it is where it is said to be', async () => {
    const { size } = await table({ at: '' })(utf8(JSON.stringify(value)))
    expect(size).toBe(Object.keys(value as object).length)
    expect(
      (await rows({ at: path, minRecords: 0 })(utf8(JSON.stringify({ a: { b: 1 } }))).catch((error) => error))
        .message,
    ).toContain('nothing at')
  })
})

it('says it in words', async () => {
  await expect(table()(utf8('{"meta":{"page":1},"data":[{"id":1}]}'))).rejects.toThrow(
    "The payload looks like a wrapper: are its records at `data`? Say `at: 'data'`, or `at: ''` if the payload itself is the table",
  )
  await expect(rows()(utf8('{"meta":{"page":1},"data":[{"id":1}]}'))).rejects.toThrow(
    "Say `at: 'data'`, or `at: ''` if the payload itself has the records",
  )
  await expect(table()(utf8('{"n":1,"a.b":[{"id":1}]}'))).rejects.toThrow('Say `at: ["a.b"]`')
})

const TABLES: readonly (readonly [string, unknown])[] = [
  ['rates', { EUR: { usd: 1.1 }, USD: { usd: 1 } }],
  ['numbers', { a: 1, b: 2 }],
  ['one record', { EUR: { usd: 1.1, sources: [{ bank: 'x' }, { bank: 'y' }] } }],
  ['one list', { DE: [{ city: 'Berlin' }, { city: 'Bonn' }] }],
  ['lists of texts', { DE: ['Berlin'], FR: ['Paris', 'Lyon'] }],
  ['groups', { DE: many(30, (i) => ({ i })), FR: [{ i: 1 }] }],
  ['a map of maps', { de: named(20, (i) => ({ i })), en: named(20, (i) => ({ i })) }],
  [
    'an object or a list of them',
    {
      a: { type: 't', url: 'u' },
      b: [
        { type: 't', url: 'u' },
        { type: 't', url: 'v' },
      ],
    },
  ],
  ['settings', { theme: 'dark', limits: { most: 3, least: 1 }, tags: ['a', 'b'], retries: 3 }],
  ['a record with a map', { a: { x: { y: 1 } }, b: { x: { y: 2 }, z: { y: 3 } } }],
  ['more than wrappers have', { ...named(20, () => 1), data: records }],
  ['empty ones', { a: {}, b: [], c: null }],
]

test.each(TABLES)('%s are a table', async (_, value) => {
  expect(await pathOf(value)).toBeUndefined()
})

test('no table of records of one kind is taken for a wrapper', async () => {
  const key = fc.oneof(
    fc.stringMatching(/^[A-Z]{2,3}$/),
    fc.stringMatching(/^[a-z]{1,3}\d{1,4}$/),
    fc.string({ maxLength: 4 }),
  )
  const scalar = fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.boolean(), fc.constant(null))
  const fields = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), scalar, { minKeys: 1, maxKeys: 4 })
  const inner = fc.record({
    name: scalar,
    at: fields,
    tags: fc.array(scalar, { maxLength: 20 }),
    parts: fc.array(fields, { maxLength: 20 }),
  })
  const kinds = [
    scalar,
    fields,
    inner,
    fc.array(scalar, { maxLength: 20 }),
    fc.array(fields, { maxLength: 12 }),
    fc.dictionary(key, fields, { maxKeys: 20 }),
  ]
  const tables = fc.oneof(
    ...kinds.map((kind) => fc.dictionary(key, kind as fc.Arbitrary<unknown>, { minKeys: 1, maxKeys: 18 })),
  )
  await fc.assert(
    fc.asyncProperty(tables, async (value) => {
      await table({ minRecords: 0 })(utf8(JSON.stringify(value)))
    }),
    { numRuns: 500, seed: 7 },
  )
})
