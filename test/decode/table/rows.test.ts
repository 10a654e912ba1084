/** Rows: records without keys, by position. @module */

import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { Rows } from '../../../src/decode/table/contract.ts'
import { rows, table } from '../../../src/decode/table.ts'
import { pack, unpack } from '../../../src/portable/parcel.ts'
import { utf8 } from '../../support/coded.ts'
import { decodeContext, decodedWith } from '../../support/decoding.ts'

interface Place {
  readonly id: string
  readonly at: readonly [number, number]
}

const PLACES: readonly Place[] = [
  { id: 'b', at: [1.5, -2] },
  { id: 'a', at: [0, 3] },
  { id: 'b', at: [4, 4] },
]
const ODD = [1, -0, 'x', null, true, [], [1, [2]], {}, { a: 1 }, '', { '': '' }]

const linesOf = (all: readonly unknown[]) => all.map((one) => `${JSON.stringify(one)}\n`).join('')

describe('rows', () => {
  it('is a deserialize of the records that it is told', () => {
    expectTypeOf(rows<Place>()).toEqualTypeOf<(bytes: Uint8Array) => Promise<Rows<Place>>>()
  })

  it.each([
    ['an array', JSON.stringify(PLACES)],
    ['lines', linesOf(PLACES)],
  ])('reads %s by position', async (_, text) => {
    for (const columns of [undefined, true, false]) {
      const places = await rows<Place>({ columns })(utf8(text))
      expect(places.kind).toBe(columns === false ? 'document' : 'columns')
      expect([places.size, [...places], [...places.values()]]).toEqual([3, PLACES, PLACES])
      expect([0, 2, 3, -1, 0.5, Number.NaN].map(places.get)).toEqual([
        ...[PLACES[0], PLACES[2]],
        ...[undefined, undefined, undefined, undefined],
      ])
      expect([places.has(2), places.has(3), [...places.keys()]]).toEqual([true, false, [0, 1, 2]])
      expect(places.getMany([2, 9, 0])).toEqual([PLACES[2], undefined, PLACES[0]])
      expect(JSON.parse(String(places.raw(1)))).toEqual(PLACES[1])
      expect(places.raw(3)).toBeUndefined()
      const id = places.column('id')
      expectTypeOf(id.get(0)).toEqualTypeOf<string | undefined>()
      expect([[...id.values()], id.get(1), id.get(9)]).toEqual([['b', 'a', 'b'], 'a', undefined])
    }
  })

  it.each([
    ['an array', JSON.stringify(ODD).replace('0', '-0')],
    ['lines', linesOf(ODD).replace('0', '-0')],
  ])('holds anything that JSON has, of %s', async (_, text) => {
    const all = await rows()(utf8(text))
    expect([all.kind, [...all]]).toEqual(['document', ODD])
    expect(Object.is(all.get(1), -0)).toBe(true)
  })

  it.each([
    ['texts', ['a', 'b', 'a']],
    ['numbers', [1, 2.5, null]],
    ['lists', [[1, 2], [], [3]]],
  ])('keeps %s as a column', async (_, list) => {
    const all = await rows({ columns: true })(utf8(JSON.stringify(list)))
    expect([all.kind, [...all]]).toEqual(['columns', list])
  })

  it('of equal text in each record finds no key in it', async () => {
    const list = [{ '': '' }, { '': '' }]
    expect([...(await rows({ columns: true })(utf8(JSON.stringify(list))))]).toEqual(list)
  })

  it('says what is wrong with the place and the record', async () => {
    await expect(rows()(utf8('[1,2,x]'))).rejects.toThrow('not valid JSON (byte 5, record 3)')
    await expect(rows()(utf8('1\n2 3\n'))).rejects.toThrow(
      'no newline between two records (byte 4, record 3)',
    )
    await expect(rows()(utf8(' '))).rejects.toThrow('ends before it is complete')
  })

  it.each([
    ['two records', { a: { id: 1 }, b: { id: 2 } }],
    ['one record', { a: { id: 1 } }],
    ['many', Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, { text: 'x'.repeat(30) }]))],
  ])('took an object that is keyed by its names for a single row, of %s', async (_, keyed) => {
    const advice =
      /^The payload is one object, .*: `table\(\)` reads it, without a key; say `at: ''` if it is/
    for (const indent of [undefined, 2])
      for (const columns of [undefined, true, false])
        await expect(rows({ columns })(utf8(JSON.stringify(keyed, null, indent)))).rejects.toThrow(advice)
    const text = JSON.stringify(keyed)
    await expect(decodedWith(rows(), utf8(text), decodeContext())).rejects.toThrow(advice)
    expect((await table()(utf8(text))).size).toBe(Object.keys(keyed).length)
    for (const [document, options] of [
      [text, { at: '' }],
      [text, { format: 'ndjson' }],
      [`[${text}]`, {}],
      [`\u001e${text}\n`, {}],
    ] as const)
      expect([...(await rows(options)(utf8(document)))]).toEqual([keyed])
    expect((await rows()(utf8(`${text}\n${text}\n`))).size).toBe(2)
  })

  it('takes an object for a row where any of its members is no record', async () => {
    for (const row of [{ a: { id: 1 }, b: 2 }, { a: 1 }, {}, { a: [1] }, { a: { id: 1 }, b: [] }])
      expect([...(await rows()(utf8(JSON.stringify(row))))]).toEqual([row])
  })

  it('refuses what is no position', async () => {
    const all = await rows()(utf8('[1]'))
    expect(() => all.get('0' as never)).toThrow('rows: expected `position` to be a number, got `0` (string)')
    expect(() => rows({ key: 'id' } as never)).toThrow('rows: expected `options` to be made of')
  })

  it('is what an array without a key is told to be read by', async () => {
    await expect(table()(utf8('[{"id":1}]'))).rejects.toThrow(
      'The payload is an array: say which field is the key of its records (`key`), or read them by position (`rows()`)',
    )
  })

  it('goes to other threads as the memory that it is', async () => {
    const places = await rows<Place>()(utf8(JSON.stringify(PLACES)))
    const other = unpack(structuredClone(pack(places))) as Rows<Place>
    expect([...other]).toEqual(PLACES)
    expect(other.byteLength).toBe(places.byteLength)
  })

  it('is built by a thread where the payload is large', async () => {
    const places = (await decodedWith(rows(), utf8(JSON.stringify(PLACES)), decodeContext())) as Rows<Place>
    expect([...places]).toEqual(PLACES)
  })

  it('equals what JSON.parse makes of it, whatever it holds', async () => {
    const list = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 12, minLength: 1 })
    const property = fc.asyncProperty(list, async (values) => {
      const parsed: unknown[] = values.map((value) => JSON.parse(JSON.stringify(value)))
      expect([...(await rows()(utf8(JSON.stringify(values))))]).toEqual(parsed)
      const lines = parsed.filter((value) => !Array.isArray(value))
      // A single line may pass for all records by their names, and is refused where nobody says what it is.
      const how = lines.length === 1 ? ({ format: 'ndjson' } as const) : {}
      if (lines.length > 0) expect([...(await rows(how)(utf8(linesOf(lines))))]).toEqual(lines)
    })
    await fc.assert(property, { numRuns: 100, seed: 20 })
  })
})
