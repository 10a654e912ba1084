/** The plan of any records is what looking at all their places tells, and takes one look at each. @module */

import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Plan } from '../../../../../src/decode/table/build/plan/plan.ts'
import { decidingFolders, kindsOf, placesOfPlan } from '../../../../support/places.ts'
import { extended, planOfTexts } from '../../../../support/plans.ts'

const NAMES = ['a', 'b', 'c', 'é"\\', 'a\b', '\u2028']

/** Draws objects of some of the names, which mostly stand in one order. */
const objectOf = (value: fc.Arbitrary<unknown>) =>
  fc
    .tuple(
      fc.subarray(NAMES),
      fc.array(value, { minLength: NAMES.length, maxLength: NAMES.length }),
      fc.nat(60),
    )
    .map(([names, values, turn]) => {
      const inOrder = turn === 0 ? names.toReversed() : names
      return Object.fromEntries(inOrder.map((name) => [name, values[NAMES.indexOf(name)]]))
    })

const scalars = [fc.constant(null), fc.nat(3), fc.constantFrom('', 'k0', 'k1', '\n"'), fc.boolean()] as const

/** Draws values of one kind at a depth, so that many records are alike. */
const atDepth = (depth: number): fc.Arbitrary<unknown> =>
  depth === 0
    ? fc.constantFrom(1, -2.5e-3, null)
    : fc.oneof(
        { weight: 1, arbitrary: fc.oneof(...scalars) },
        {
          weight: 60,
          arbitrary:
            depth % 2 === 0
              ? objectOf(atDepth(depth - 1))
              : fc.array(atDepth(depth - 1), { maxLength: 3, size: 'max' }),
        },
      )

const records = (depth: number) => fc.array(atDepth(depth), { minLength: 1, maxLength: 12, size: 'max' })
const texts = (values: readonly unknown[], space: string) =>
  values.map((value) => JSON.stringify(value, undefined, space))
const keyOf = (row: number) => `k${row}`

test.each([0, 1, 2, 3, 4])('the plan of records that are %i deep has the kind of each place', (depth) => {
  let mixed = 0
  const property = fc.property(records(depth), fc.constantFrom('', ' ', '\t'), (values, space) => {
    const places = decidingFolders(values.map((value, row) => [keyOf(row), value]))
    const kinds = new Map(placesOfPlan(planOfTexts(texts(values, space), keyOf)))
    expect(kinds).toEqual(new Map(kindsOf(places)))
    mixed += [...kinds.values()].includes('json') ? 1 : 0
  })
  fc.assert(property, { numRuns: 400 })
  // Numbers alone are never mixed.
  expect(mixed > 0).toBe(depth > 0)
})

test('a plan that is extended record by record is that of all at once', async () => {
  let extensions = 0
  const property = fc.asyncProperty(records(2), async (held) => {
    const values = held.map((value) => ({ value }))
    let plan: Plan = { kind: 'unknown' }
    for (const value of values) {
      const grown = await extended(plan, 'none', value)
      // A record that fits extends nothing.
      plan = grown ?? plan
      extensions += grown === undefined ? 0 : 1
    }
    const all = planOfTexts(texts(values, ''), () => 'none')
    expect(new Map(placesOfPlan(plan))).toEqual(new Map(placesOfPlan(all)))
  })
  await fc.assert(property, { numRuns: 300 })
  expect(extensions).toBeGreaterThan(0)
})

test('no object is made of a record to see its shape', () => {
  const parse = vi.spyOn(JSON, 'parse')
  const plan = planOfTexts(['{"a":[{"b":1}],"c":"text"}', '{"c":"key 1"}'])
  expect(parse).not.toHaveBeenCalled()
  parse.mockRestore()
  expect(plan?.kind).toBe('object')
})

test('a list of objects with few of many fields is done with before anybody waits for it', () => {
  const names = Array.from({ length: 400 }, (_, i) => `f${i}`)
  const few = (i: number) => names.filter((_, n) => (n * 31 + i * 17) % 97 === 0)
  const objects = Array.from({ length: 100_000 }, (_, i) =>
    Object.fromEntries(few(i % 90).map((name) => [name, i])),
  )
  expect(planOfTexts([JSON.stringify(objects)])).toMatchObject({ kind: 'list', item: { kind: 'map' } })
})
