/** Objects keep the order of their fields, whatever it is. @module */

import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../../../src/decode/table/build/plan/plan.ts'
import type { ObjectNode } from '../../../../../src/decode/table/format/columns.ts'
import { columnsBy, encodedBy, keyOf, nodeAt } from '../../../../support/columns.ts'

const NUMBER: Plan = { kind: 'number' }
const objectOf = (fields: Readonly<Record<string, Plan>>): Plan => ({
  kind: 'object',
  fields: Object.entries(fields).map(([name, plan]) => ({ name, plan })),
})
const ABC = objectOf({ a: NUMBER, b: { kind: 'string' }, c: { kind: 'boolean' } })

async function agree(plan: Plan, texts: readonly string[], size?: number): Promise<void> {
  const { read } = await columnsBy(plan, texts, keyOf, size)
  for (const [row, text] of texts.entries()) {
    deepStrictEqual(read(row), JSON.parse(text))
    expect(JSON.stringify(read(row))).toBe(JSON.stringify(JSON.parse(text)))
  }
}

describe.each([1, 5, 1000])('in pieces of %i bytes', (size) => {
  it('gives back fields in the order in which they came, missing ones and nulls included', () =>
    agree(
      ABC,
      [
        '{"a":1,"b":"x","c":true}',
        '{"c":true,"b":"x","a":1}',
        '{"b":"y","a":null}',
        '{"b":"y","a":2}',
        '{}',
        '{"c":null}',
        '{ "c" : false , "\\u0061" : 3 }',
        '{"c":true,"b":"x","a":1}',
      ],
      size,
    ))

  it('keeps the orders of objects within objects and lists apart', () =>
    agree(
      objectOf({ in: ABC, list: { kind: 'list', item: ABC }, n: NUMBER }),
      [
        '{"in":{"a":1,"c":true},"list":[{"a":1},{"b":"x","a":2}],"n":1}',
        '{"n":2,"list":[{"c":true,"a":1,"b":"z"},{},{"b":"x","a":2}],"in":{"c":false,"b":"x","a":7}}',
        '{"list":[],"in":null}',
        '{"list":null,"in":{"b":"x","a":1}}',
        '{"n":3,"in":{"a":1}}',
      ],
      size,
    ))
})

it('gives back any objects of these fields', async () => {
  const item = fc.record({ x: fc.nat(3), y: fc.option(fc.boolean()) }, { requiredKeys: [] })
  const fields = {
    10: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    2: fc.string({ maxLength: 2 }),
    a: fc.option(item),
    'b"': fc.array(item, { maxLength: 3 }),
    c: fc.boolean(),
    d: fc.nat(3),
  }
  const shuffled = fc.record(fields, { requiredKeys: [] }).chain((record) =>
    fc.shuffledSubarray(Object.entries(record), { minLength: 0 }).map((entries) => {
      const texts = entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      return `{${texts.join()}}`
    }),
  )
  const inner = objectOf({ x: NUMBER, y: { kind: 'boolean' } })
  const plan: Plan = {
    kind: 'object',
    fields: [
      { name: '10', plan: NUMBER },
      { name: '2', plan: { kind: 'string' } },
      { name: 'a', plan: inner },
      { name: 'b"', plan: { kind: 'list', item: inner } },
      { name: 'c', plan: { kind: 'boolean' } },
      { name: 'd', plan: NUMBER },
    ],
  }
  await fc.assert(
    fc.asyncProperty(fc.array(shuffled, { maxLength: 40 }), fc.constantFrom(1, 5, 999), (texts, size) =>
      agree(plan, texts, size),
    ),
    { numRuns: 200 },
  )
})

it('needs memory for orders only where some row has another one', async () => {
  const [same, other] = await Promise.all(
    ['{"a":2,"c":true}', '{"c":true,"a":2}'].map(async (text) => {
      const { root } = await columnsBy(ABC, ['{"a":1,"b":"x","c":true}', text])
      return (root as ObjectNode).orders
    }),
  )
  expect(same).toBeUndefined()
  expect(other).toMatchObject({ codes: new Uint8Array([0, 1]), sequences: new Uint16Array([2, 0]) })
})

it('knows fields by their numbers among those that some row has', async () => {
  const plan = objectOf({ none: NUMBER, a: NUMBER, never: NUMBER, b: NUMBER })
  const { root, read } = await columnsBy(plan, ['{"b":1,"a":2}'])
  expect(nodeAt(root, 'none')).toBeUndefined()
  expect(JSON.stringify(read(0))).toBe('{"b":1,"a":2}')
})

const WIDE = Array.from({ length: 600 }, (_, i) => `field ${i}`)

it('takes records of 600 fields in any order', async () => {
  const rotated = (by: number) => [...WIDE.slice(by), ...WIDE.slice(0, by)]
  const plan = objectOf(Object.fromEntries(WIDE.map((name) => [name, NUMBER])))
  await agree(
    plan,
    [0, 1, 300, 599].map((by) => `{${rotated(by).map((name, i) => `"${name}":${i}`)}}`),
  )
})

it('takes 4,096 orders beside that of the plan, and no more', async () => {
  const names = [...'abcdefg']
  const plan = objectOf(Object.fromEntries(names.map((name) => [name, NUMBER])))
  const permuted = (number: number): string[] => {
    const rest = [...names]
    let left = number
    return names.map(() => {
      const [name] = rest.splice(left % rest.length, 1)
      left = Math.floor(left / (rest.length + 1))
      return name as string
    })
  }
  const texts = Array.from({ length: 4200 }, (_, i) => `{${permuted(i).map((name) => `"${name}":1`)}}`)
  expect(await encodedBy(plan, texts)).toBe(4097)
  expect(await encodedBy(plan, [...texts.slice(0, 4097), texts[1] as string])).toBeTypeOf('object')
})

it.each([
  ['a field twice', '{"a":1,"a":2}'],
  ['a field twice, out of order', '{"b":"x","a":1,"a":1}'],
  ['a field twice, first null', '{"a":null,"a":1}'],
  ['a field twice, later', '{"b":"x","a":1,"b":"x"}'],
  ['a field that is none', '{"b":"x","a":1,"d":1}'],
])('does not take %s', async (_what, text) => {
  expect(await encodedBy(ABC, ['{"a":1}', text])).toBe(1)
})
