/** The shape that records have in common. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../../../src/decode/table/build/plan/plan.ts'
import { whyNoColumns } from '../../../../../src/decode/table/build/plan/why-no-columns.ts'
import { extended, growthOfTexts, planOfTexts, planOfValues } from '../../../../support/plans.ts'

const plan = (...values: unknown[]): Plan => planOfValues(values)

const namesOf = (of: Plan | undefined): string[] | undefined =>
  of?.kind === 'object' ? of.fields.map(({ name }) => name) : undefined

const itemOf = (of: Plan | undefined): Plan | undefined => (of?.kind === 'list' ? of.item : undefined)

const fieldOf = (of: Plan | undefined, name: string): Plan | undefined =>
  of?.kind === 'object' ? of.fields.find((field) => field.name === name)?.plan : undefined

it('tells the kinds of values', () => {
  expect(plan(1, null)).toStrictEqual({ kind: 'number' })
  expect(plan(null, true)).toStrictEqual({ kind: 'boolean' })
  expect(plan('a', 'b')).toStrictEqual({ kind: 'string' })
  expect(plan([], [null], [1])).toStrictEqual({ kind: 'list', item: { kind: 'number' } })
  expect(plan(null, null)).toStrictEqual({ kind: 'unknown' })
  expect(plan()).toStrictEqual({ kind: 'unknown' })
})

it('knows text that is the key, in records and in objects inside of them', () => {
  expect(plan('key 0', 'key 1')).toStrictEqual({ kind: 'key' })
  expect(plan('key 0', 'key 0')).toStrictEqual({ kind: 'string' })
  expect(plan({ meta: { id: 'key 0' } })).toMatchObject({
    fields: [{ plan: { fields: [{ name: 'id', plan: { kind: 'key' } }] } }],
  })
  // The items of lists have rows of their own.
  expect(plan(['key 0'])).toStrictEqual({ kind: 'list', item: { kind: 'string' } })
})

it.each([
  ['two kinds', [1, 'x'], 'numbers and text'],
  ['three kinds', [true, 'x', {}], 'booleans, text and objects'],
  ['an object and a list', [{}, []], 'lists and objects'],
  ['a tuple', [[1, 'x']], 'lists of numbers and text'],
  ['items of two kinds in two records', [[1], ['x']], 'lists of numbers and text'],
  ['lists of two depths', [[[1]], [[[1]]]], 'lists of lists of numbers and lists'],
  ['a field __proto__', [JSON.parse('{"__proto__":1}')], 'objects and names that no column can have'],
  ['a name that UTF-8 has no bytes for', [{ '\ud800': 1 }], 'objects and names that no column can have'],
])('keeps a field as JSON that has %s', (_what, values, why) => {
  expect(plan(...values.map((value) => ({ a: 1, b: value })))).toStrictEqual({
    kind: 'object',
    fields: [
      { name: 'a', plan: { kind: 'number' } },
      { name: 'b', plan: { kind: 'json', why } },
    ],
  })
})

it('keeps as JSON what is deeper than 32 levels, and what is around it of lists', () => {
  const deep = (levels: number) => plan(JSON.parse('{"a":'.repeat(levels) + 1 + '}'.repeat(levels)))
  expect(JSON.stringify(deep(32))).not.toContain('json')
  expect(JSON.stringify(deep(33))).toContain(
    '"json","why":"objects and values that nest more than 32 levels"',
  )
  expect(plan(JSON.parse('['.repeat(32) + ']'.repeat(32))).kind).toBe('list')
  expect(plan(JSON.parse('['.repeat(33) + ']'.repeat(33))).kind).toBe('json')
})

describe('an open map', () => {
  const few = (names: number, each: number, value: (i: number) => unknown = (i) => i) =>
    Array.from({ length: 1000 }, (_, row) =>
      Object.fromEntries(
        Array.from({ length: each }, (_, n) => [`n${(row * 31 + n * 7) % names}`, value(row + n)]),
      ),
    )
  const nested = (maps: readonly object[]) => maps.map((map, i) => ({ id: i, map }))

  it('is an object that has few of many names, in a record or as one', () => {
    const map = { kind: 'map', value: { kind: 'number' }, why: '600 names, 8.0 in each' }
    expect(plan(...few(600, 8))).toStrictEqual(map)
    expect(fieldOf(plan(...nested(few(600, 8))), 'map')).toStrictEqual(map)
  })

  it('has values of a plan of their own, which may be JSON', () => {
    expect(plan(...few(600, 8, (i) => ({ a: i })))).toMatchObject({ value: { fields: [{ name: 'a' }] } })
    expect(plan(...few(600, 8, (i) => (i % 2 === 0 ? i : 'x')))).toMatchObject({ value: { kind: 'json' } })
  })

  it('is none where objects have many of their names, or few have any', () => {
    expect(plan(...few(600, 600))).toMatchObject({ kind: 'object' })
    expect(plan(...few(100, 30))).toMatchObject({ kind: 'object' })
    expect(plan(...few(40, 2))).toMatchObject({ kind: 'object' })
    expect(fieldOf(plan(...nested(few(40, 2))), 'map')).toMatchObject({ kind: 'map' })
  })

  it('is an object whose many fields are objects that look alike', () => {
    const currencies = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`c${i}`, { name: `${i}`, symbol: '$' }]),
    )
    expect(fieldOf(plan({ id: 1, currencies }, { id: 2, currencies }), 'currencies')).toMatchObject({
      kind: 'map',
      value: { kind: 'object', fields: [{ name: 'name' }, { name: 'symbol' }] },
    })
  })

  it('has no text that is the key of the record', () => {
    const values = few(600, 8).map((names, row) =>
      Object.fromEntries(Object.keys(names).map((name) => [name, `key ${row}`])),
    )
    expect(plan(...values)).toMatchObject({ value: { kind: 'string' } })
  })

  it('is any object of more than 4,096 names', () => {
    const wide = Object.fromEntries(Array.from({ length: 4097 }, (_, i) => [`n${i}`, { a: i }]))
    expect(fieldOf(plan({ wide }), 'wide')).toMatchObject({ kind: 'map', value: { kind: 'object' } })
    expect(plan(Object.fromEntries(Object.entries(wide).slice(1)))).toMatchObject({ kind: 'map' })
  })

  it('keeps plans below 4,097 columns', () => {
    const half = (first: string) =>
      Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${first}${i}`, i]))
    const wide = plan({ a: half('a'), b: half('b'), c: 1 })
    expect(fieldOf(wide, 'a')).toMatchObject({ kind: 'map' })
    expect(fieldOf(wide, 'c')).toStrictEqual({ kind: 'number' })
  })
})

describe('the fields', () => {
  it('of which no record has all stand in one order', () => {
    const order = ['id', 'name', 'mail']
    expect(namesOf(plan({ id: 1, name: 1 }, { id: 1, mail: 1 }, { name: 1, mail: 1 }))).toStrictEqual(order)
    expect(namesOf(plan({ id: 1, mail: 1 }, { id: 1, name: 1 }, { name: 1, mail: 1 }))).toStrictEqual(order)
  })

  it('stand in the order that more records have', () => {
    const [ab, ba] = [
      { a: 1, b: 1 },
      { b: 1, a: 1 },
    ]
    expect(namesOf(plan(ba, ab, ab))).toStrictEqual(['a', 'b'])
    expect(namesOf(plan(ab, ba, ba))).toStrictEqual(['b', 'a'])
    expect(namesOf(plan(ab, { b: 1, c: 1 }, { c: 1, a: 1 }))).toHaveLength(3)
  })

  it('stand in an order that all records have, where there is one, also in lists', () => {
    const all = Array.from({ length: 12 }, (_, i) => `field ${i}`)
    fc.assert(
      fc.property(fc.array(fc.subarray(all), { minLength: 1, maxLength: 20 }), (records) => {
        const values = records.map((names) => Object.fromEntries(names.map((name) => [name, 1])))
        for (const names of [namesOf(plan(...values)) as string[], namesOf(itemOf(plan(values))) ?? []])
          for (const record of records)
            expect(names.filter((name) => record.includes(name))).toStrictEqual(record)
      }),
    )
  })
})

describe('a plan', () => {
  it('is extended by a record that it has no room for', async () => {
    const wider = await extended(plan({ a: 1, b: [] }), 'k', { a: null, x: 'k', b: [{ c: true }] })
    expect(wider).toStrictEqual(plan({ a: 1, x: 'key 0', b: [{ c: true }] }, { a: 1, x: 'key 1', b: [] }))
  })

  it('keeps its fields, however few of them a record has that extends it', async () => {
    const wide = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}`, i]))
    expect(namesOf(await extended(plan(wide, wide), 'k', { late: 1 }))).toHaveLength(301)
  })

  it('keeps a field as JSON from the record on that has another kind there', async () => {
    expect(await extended(plan({ a: 1 }), 'k', { a: 'x' })).toStrictEqual(plan({ a: 1 }, { a: 'x' }))
    const wider = await extended(plan({ a: [1, 'x'] }), 'k', { a: 1, b: 1 })
    expect(fieldOf(wider, 'a')).toStrictEqual({ kind: 'json', why: 'lists of numbers and text' })
  })

  it('is not extended by a record that does not fit for another reason', async () => {
    expect(await extended(plan({ a: 1 }, { b: 1 }), 'k', { b: 2 })).toBeUndefined()
  })

  it('survives being written as JSON', () => {
    const first = plan({ a: 1, b: { c: ['x'] } }, { d: null }, { e: [1, 'x'] })
    expect(JSON.parse(JSON.stringify(first))).toStrictEqual(first)
  })
})

describe('records have nothing in common', () => {
  const why = (...values: unknown[]) => {
    const texts = values.map((value) => JSON.stringify(value))
    return whyNoColumns(growthOfTexts(texts), planOfTexts(texts))
  }
  const open = (value: (i: number) => unknown) =>
    Array.from({ length: 100 }, (_, i) => ({ [`a${i}`]: value(i), [`b${i}`]: value(i) }))

  it('that are of several kinds', () => {
    expect(why('Topology', {}, [1])).toBe('the records are text, lists and objects')
  })

  it('that are maps of maps, or maps of anything', () => {
    expect(why(...open(() => open((i) => i)[0]))).toBeUndefined()
    const inner = (i: number) => Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`${i} ${n}`, n]))
    expect(why(...open(inner))).toBe('the records have no fields in common')
    expect(why(...open((i) => (i % 2 === 0 ? [] : {})))).toBe('the records have no fields in common')
  })

  it('but not where they are maps of numbers, or have any field', () => {
    expect(why(...open((i) => i))).toBeUndefined()
    expect(why(...open((i) => (i % 2 === 0 ? i : 'x')))).toBeUndefined()
    expect(why({ a: 1 }, { a: [] })).toBeUndefined()
  })
})
