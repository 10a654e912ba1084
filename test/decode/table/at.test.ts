/** Records that lie further in, and what stands around them. @module */

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { buildRows } from '../../../src/decode/table/build.ts'
import { openRows } from '../../../src/decode/table/read/open-rows.ts'
import { type RowsOptions, rows, type Table, type TableOptions, table } from '../../../src/decode/table.ts'
import { pack, unpack } from '../../../src/portable/parcel.ts'
import { piecesOf } from '../../support/built-tables.ts'
import { utf8 } from '../../support/coded.ts'

const DOCUMENT =
  '{"meta":{"page":1,"of":[2]},"data":[{"id":"a","n":1},{"id":"b","n":2}],"links":{"next":null}}'

const read = (options: TableOptions, text: string) =>
  table<unknown>(options)(utf8(text)) as Promise<Table<unknown>>
const by = (options: RowsOptions, text: string) => rows<unknown>(options)(utf8(text))

describe('at', () => {
  it.each([undefined, true, false])('leads to an array of records; columns: %s', async (columns) => {
    const found = await read({ at: 'data', key: 'id', columns }, DOCUMENT)
    expect([...found]).toEqual([
      ['a', { id: 'a', n: 1 }],
      ['b', { id: 'b', n: 2 }],
    ])
    expect(found.envelope).toEqual({ meta: { page: 1, of: [2] }, data: null, links: { next: null } })
    expect([...(await by({ at: 'data', columns }, DOCUMENT))]).toEqual([...found.values()])
  })

  it('leaves out what stands around, however large that is, and checks it all the same', async () => {
    const around = JSON.stringify(Array.from({ length: 300_000 }, (_, at) => at))
    const text = `{"arcs":${around},"data":[{"id":"a"}],"more":${around}}`
    await expect(read({ at: 'data', key: 'id' }, text)).rejects.toThrow('leave it out by `envelope: false`')
    const found = await read({ at: 'data', key: 'id', envelope: false }, text)
    expect([...found]).toEqual([['a', { id: 'a' }]])
    expect(found.envelope).toBeUndefined()
    await expect(read({ at: 'data', key: 'id', envelope: false }, `${text.slice(0, -2)},]}`)).rejects.toThrow(
      'not valid JSON',
    )
  })

  it.each([
    [
      'a.b',
      '{"x":1,"a":{"y":[],"b":{"k":{"v":1}},"z":2},"w":3}',
      { x: 1, a: { y: [], b: null, z: 2 }, w: 3 },
    ],
    [['x.y'], '{"x.y":{"k":{"v":1}}}', { 'x.y': null }],
    ['x\\.y', '{"x.y":{"k":{"v":1}}}', { 'x.y': null }],
    ['é', '{"\\u00e9":{"k":{"v":1}}}', { é: null }],
    ['a.b', ' { "a" : { "b" : { "k" : { "v" : 1 } } } } \n', { a: { b: null } }],
    [['a', ''], '{"a":{"":{"k":{"v":1}}}}', { a: { '': null } }],
  ])('%j leads to an object keyed by names', async (at, text, envelope) => {
    for (const columns of [true, false]) {
      const found = await read({ at, columns }, text)
      expect([...found]).toEqual([['k', { v: 1 }]])
      expect(found.envelope).toEqual(envelope)
    }
  })

  it("of '' is the payload itself, wrapper or not", async () => {
    const found = await read({ at: '' }, DOCUMENT)
    expect([...found.keys()]).toEqual(['meta', 'data', 'links'])
    expect(found.envelope).toBeUndefined()
    expect((await read({ at: '', key: 'id' }, '{"id":"a"}\n{"id":"b"}')).size).toBe(2)
  })

  it.each([
    ['{"meta":1}', 'nothing at `data`', 9],
    ['[]', 'nothing at `data`', 0],
    ['1', 'nothing at `data`', 0],
    ['{"data":[],"data":[]}', 'a name twice on the way to `data`', 11],
    ['{"data":[{"id":1}', 'ends before', 17],
    ['{"data":[{"id":1}]', 'ends before', 18],
    ['{"data":[{"id":1}]]', 'not valid JSON', 18],
    ['{"data":[{"id":1}],}', 'not valid JSON', 19],
    ['{"data":[{"id":1}]}x', 'not valid JSON', 19],
    ['{"a":tru,"data":[{"id":1}]}', 'not valid JSON', 8],
    ['{"data":[{"id":1}],"b":"\\x"}', 'not valid JSON', 25],
    ['{,"data":[{"id":1}]}', 'not valid JSON', 1],
    ['{"data":[{"id":1},2]}', 'not an array or lines of records', 18],
    ['{"data":{"id":1}}', 'not an array or lines of records', 8],
    ['{"data":', 'ends before', 8],
    ['', 'ends before', 0],
  ])('refuses %j: %s', async (text, what, offset) => {
    await expect(read({ at: 'data', key: 'id' }, text)).rejects.toMatchObject({
      code: 'ERR_TERM_DESERIALIZE',
      stage: 'decode',
      message: expect.stringMatching(
        new RegExp(`${what}.*\\(byte ${offset}\\b|ends before.*\\(byte ${offset}`),
      ),
    })
  })

  it.each([
    ['a.b', '{"a":[]}'],
    ['a.b', '{"a":{"c":1}}'],
    ['a.b', '{"a":{"b":[]},"a":1}'],
    ['a.b', '{"a":1,"a":{"b":[]}}'],
    ['a.b', '{"b":[]}'],
  ])('refuses what has nothing at %j: %j', async (at, text) => {
    await expect(by({ at, minRecords: 0 }, text)).rejects.toThrow(/`a\.b`, where `at` says/)
  })

  it('bounds what stands around', async () => {
    const text = (size: number) => `{"x":"${'y'.repeat(size)}","data":[1]}`
    expect((await by({ at: 'data' }, text(2 ** 20 - 30))).size).toBe(1)
    for (const size of [2 ** 20, 2 ** 23])
      await expect(by({ at: 'data' }, text(size))).rejects.toThrow(
        /more than 1 MiB: leave it out by `envelope: false`/,
      )
    await expect(by({ at: 'data' }, `{"data":[1],"x":[${'1,'.repeat(2 ** 19)}1]}`)).rejects.toThrow(/1 MiB/)
    // White space is none of it.
    expect((await by({ at: 'data' }, `{${' '.repeat(2 ** 21)}"data":[1]}`)).size).toBe(1)
  })

  it('gives all readers the same envelope, frozen, in other threads as well', async () => {
    const text = '{"__proto__":{"x":[1]},"data":[1]}'
    const found = await by({ at: 'data' }, text)
    const other = unpack(structuredClone(pack(found))) as typeof found
    for (const { envelope } of [found, other]) {
      expect(JSON.stringify(envelope)).toBe('{"__proto__":{"x":[1]},"data":null}')
      expect(Object.isFrozen(Object.values(envelope as object)[0])).toBe(true)
    }
    expect(found.envelope).toBe(found.envelope)
  })

  it.each([
    [{ at: 1 }, 'to be a path, or a list of names'],
    [{ at: [] }, 'to be a path, or a list of names'],
    [{ at: [1] }, 'to be a path, or a list of names'],
    [{ at: 'a..b' }, 'to be names with dots between them'],
    [{ at: 'a', format: 'ndjson', key: 'id' }, "to be left out with `format: 'ndjson'`"],
    [{ minRecords: -1 }, 'to be a whole number, at least 0'],
    [{ format: 'ndjson' }, 'to be the name of a field'],
    [{ format: 'xml' }, 'to be one of json, ndjson, json-seq, csv, tsv'],
  ])('refuses the options %j', (options, message) => {
    expect(() => table(options as never)).toThrow(message)
  })
})

test('what stands around is what JSON.parse has there, whatever it is, and in pieces of any size', async () => {
  const name = fc.oneof(fc.constantFrom('a', 'b', 'é', '"', 'data'), fc.string({ maxLength: 3 }))
  const around = fc.dictionary(name, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 })
  const records = fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 4 })
  const property = fc.asyncProperty(
    fc.array(fc.record({ name, before: around, after: around }), { minLength: 1, maxLength: 3 }),
    records,
    fc.constantFrom(1, 2, 5, 64),
    fc.boolean(),
    async (steps, list, size, columns) => {
      const document = (inner: unknown): string =>
        steps.reduceRight<string>((text, { name, before, after }) => {
          const members = (all: object) =>
            Object.entries(all)
              .filter(([other]) => other !== name)
              .map(([other, value]) => `${JSON.stringify(other)}: ${JSON.stringify(value)}`)
          return `{${[...members(before), `${JSON.stringify(name)}:${text}`, ...members(after)].join(' ,\n')} }`
        }, JSON.stringify(inner))
      const at = steps.map(({ name }) => name)
      const { parts } = await buildRows(() => piecesOf(document(list), size), {
        at,
        ...(columns ? {} : { columns }),
      })
      const found = openRows(parts)
      expect([...found]).toEqual(JSON.parse(JSON.stringify(list)))
      expect(found.envelope).toEqual(JSON.parse(document(null)))
    },
  )
  await fc.assert(property, { numRuns: 300, seed: 41 })
})
