/** The shape that records have in common. @module */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Plan } from '../../../../../src/decode/table/build/plan/plan.ts'
import { extended, planOfValues } from '../../../../support/plans.ts'

const plan = (...values: unknown[]): Plan | undefined => planOfValues(values)

const namesOf = (of: Plan | undefined): string[] | undefined =>
  of?.kind === 'object' ? of.fields.map(({ name }) => name) : undefined

const itemOf = (of: Plan | undefined): Plan | undefined => (of?.kind === 'list' ? of.item : undefined)

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
  ['two kinds in one place', [1, 'x']],
  ['an object and a list', [{}, []]],
  ['two kinds in one list', [[1, true]]],
  ['two kinds in lists of different records', [{ a: [1] }, { a: ['x'] }]],
  [
    'fields in two orders',
    [
      { a: 1, b: 1 },
      { b: 1, a: 1 },
    ],
  ],
  [
    'fields in a circle',
    [
      { a: 1, b: 1 },
      { b: 1, c: 1 },
      { c: 1, a: 1 },
    ],
  ],
  ['a field __proto__', [JSON.parse('{"__proto__":1}')]],
  ['a name that UTF-8 has no bytes for', [{ '\ud800': 1 }]],
  ['33 levels', [JSON.parse('['.repeat(33) + ']'.repeat(33))]],
  ['more than 512 values', [Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`f${i}`, i]))]],
])('finds no shape where there are %s', (_what, values) => {
  expect(plan(...values)).toBeUndefined()
})

it('has room for 32 levels', () => {
  expect(plan(JSON.parse('['.repeat(32) + ']'.repeat(32)))).toBeDefined()
})

it('finds the order of fields that no record has all of', () => {
  expect(namesOf(plan({ id: 1, name: 1 }, { id: 1, mail: 1 }, { name: 1, mail: 1 }))).toStrictEqual([
    'id',
    'name',
    'mail',
  ])
  expect(namesOf(plan({ id: 1, mail: 1 }, { id: 1, name: 1 }, { name: 1, mail: 1 }))).toStrictEqual([
    'id',
    'name',
    'mail',
  ])
})

it('keeps every order that records have', () => {
  const all = Array.from({ length: 12 }, (_, i) => `field ${i}`)
  fc.assert(
    fc.property(fc.array(fc.subarray(all), { minLength: 1, maxLength: 20 }), (records) => {
      const values = records.map((names) => Object.fromEntries(names.map((name) => [name, 1])))
      const names = namesOf(plan(...values)) as string[]
      for (const record of records)
        expect(names.filter((name) => record.includes(name))).toStrictEqual(record)
    }),
  )
})

it('keeps the order that only the last object of a list has', () => {
  const record = [[{ id: 1 }], [{ name: 1 }, { id: 1 }, { name: 1, id: 1 }]]
  expect(namesOf(itemOf(plan(...record)))).toStrictEqual(['name', 'id'])
})

it('keeps every order that objects in lists have', () => {
  const objects = fc.array(fc.subarray(['a', 'b', 'c'], { minLength: 1 }), { maxLength: 4 })
  fc.assert(
    fc.property(fc.array(objects, { minLength: 1, maxLength: 6 }), (records) => {
      const values = records.map((lists) =>
        lists.map((names) => Object.fromEntries(names.map((name) => [name, 1]))),
      )
      const names = namesOf(itemOf(plan(...values))) ?? []
      for (const record of records.flat())
        expect(names.filter((name) => record.includes(name))).toStrictEqual(record)
    }),
    { numRuns: 1000 },
  )
})

it('is extended by a record that it has no room for', async () => {
  const first = plan({ a: 1, b: [] }) as Plan
  const wider = await extended(first, 'k', { a: null, x: 'k', b: [{ c: true }] })
  expect(wider).toStrictEqual(plan({ a: 1, b: [{ c: true }] }, { a: 1, x: 'key 1', b: [] }))
})

it('says so where a record does not fit for another reason than its shape', async () => {
  const first = plan({ a: 1 }, { b: 1 }) as Plan
  expect(await extended(first, 'k', { b: 2 })).toBeUndefined()
})

it('survives being written as JSON', () => {
  const first = plan({ a: 1, b: { c: ['x'] } }, { d: null })
  expect(JSON.parse(JSON.stringify(first))).toStrictEqual(first)
})
