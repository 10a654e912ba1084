/** A plan is made of so many places and bytes, whatever records have in them. @module */

import { expect, test } from 'vitest'
import type { TimeSlice } from '../../../../../src/base/time-slice.ts'
import { grow } from '../../../../../src/decode/table/build/plan/grow.ts'
import type { Plan } from '../../../../../src/decode/table/build/plan/plan.ts'
import { MOST_PLACES, newGrowth } from '../../../../../src/decode/table/build/plan/shape.ts'
import { unionOf } from '../../../../../src/decode/table/build/plan/union.ts'
import { sampled } from '../../../../../src/decode/table/build/sample.ts'
import { withScanner } from '../../../../../src/decode/table/scanner/scanner-instance.ts'
import { growthOfTexts, planOfValues } from '../../../../support/plans.ts'

const names = (many: number, value: unknown, of = 'n') =>
  Object.fromEntries(Array.from({ length: many }, (_, i) => [`${of}${i}`, value]))

const fieldOf = (plan: Plan, name: string) =>
  plan.kind === 'object' ? plan.fields.find((field) => field.name === name)?.plan : undefined

test('an object with more in it than a plan is made of is JSON, and the fields beside it are columns', () => {
  const large = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`o${i}`, names(500, i, `o${i}n`)]))
  const record = { before: 1, large: { inner: large }, after: { text: 'x', list: [{ a: 1 }] } }
  const plan = planOfValues([record, record])
  expect(fieldOf(plan, 'before')).toStrictEqual({ kind: 'number' })
  expect(JSON.stringify(fieldOf(plan, 'large'))).toContain('too many names')
  expect(fieldOf(plan, 'after')).toMatchObject({ kind: 'object', fields: [{}, { plan: { kind: 'list' } }] })
})

test('lists are places, too', () => {
  const lists = Array.from({ length: 300 }, (_, i) => [`o${i}`, names(200, [[[]]])] as const)
  const growth = growthOfTexts([JSON.stringify({ all: Object.fromEntries(lists), after: 1 })])
  expect(growth.places).toBeLessThanOrEqual(MOST_PLACES + 1)
})

test('no record adds more places than it may', () => {
  const growth = newGrowth()
  for (let row = 0; row < 4; row++) {
    const record = { [`big${row}`]: names(120, names(200, 1)), small: { a: row } }
    const before = growth.places
    let most = before
    for (const _ of grow(growth, undefined, Buffer.from(JSON.stringify(record)))) {
      most = Math.max(most, growth.places)
    }
    expect(most - before).toBeLessThanOrEqual(MOST_PLACES)
  }
})

test('an open map of thousands of objects is one still', () => {
  const plan = planOfValues([{ all: names(3000, { a: 1, b: 'x' }) }])
  expect(fieldOf(plan, 'all')).toMatchObject({
    kind: 'map',
    value: { kind: 'object', fields: [{ plan: { kind: 'number' } }, { plan: { kind: 'string' } }] },
  })
})

test('what only one of several shapes has is shared by their union, and not looked through', () => {
  const { root } = growthOfTexts(['{"a":{"x":{"y":1}},"b":{"z":{"y":2}},"c":{"z":3}}'])
  const inner = (of: typeof root, ...path: string[]) =>
    path.reduce<typeof root | undefined>((shape, name) => shape?.fields?.byName.get(name)?.shape, of)
  const union = unionOf(['a', 'b'].map((name) => inner(root, name) as typeof root))
  expect(inner(union, 'x')).toBe(inner(root, 'a', 'x'))
  const mixed = unionOf(['b', 'c'].map((name) => inner(root, name) as typeof root))
  expect(inner(mixed, 'z')?.kind).toBe('json')
  expect(inner(root, 'b', 'z')?.kind).toBe('object')
})

test('text in an open map is never the key of its record, be it only one of the values', () => {
  const few = (i: number) => Object.fromEntries([0, 1].map((n) => [`m${(i * 2 + n) % 60}`, { of: `t${i}` }]))
  const records = Array.from({ length: 60 }, (_, i) => ({
    all: { ...few(i), [`own${i}`]: { id: `key ${i}` } },
  }))
  const all = fieldOf(planOfValues(records), 'all')
  expect(all?.kind).toBe('map')
  expect(JSON.stringify(all)).not.toContain('"key"')
})

test('a sample of a document that comes at once is no larger than one of a document in pieces', async () => {
  const record = JSON.stringify({ text: 'x'.repeat(40_000) })
  const document = Buffer.from(`{${Array.from({ length: 500 }, (_, i) => `"k${i}":${record}`).join()}}`)
  let steps = 0
  const turn: TimeSlice = {
    isShared: false,
    pass: async () => {
      steps++
    },
  }
  await withScanner(async (scanner) => {
    const sample = await sampled(scanner, [document], {}, turn)
    await sample.close()
  })
  // A step is a record here: 27 are more than a megabyte.
  expect(steps).toBe(27)
})
