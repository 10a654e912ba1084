/** Columns of any kinds, maps and orders are compared by what they mean. @module */

import { expect, it } from 'vitest'
import type { Plan } from '../../../../src/decode/table/build/plan/index.ts'
import { sameNodes } from '../../../../src/decode/table/changes/same-nodes.ts'
import { columnsBy, keyOf } from '../../../support/columns.ts'

const JSON_PLAN: Plan = { kind: 'json' }
const MAP: Plan = { kind: 'map', value: { kind: 'number' } }
const OBJECT: Plan = {
  kind: 'object',
  fields: ['a', 'b'].map((name) => ({ name, plan: { kind: 'number' } })),
}

async function areSame(one: [Plan, string], other: [Plan, string]): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map(([plan, text]) => columnsBy(plan, ['{}', text])))
  return a !== undefined && b !== undefined && sameNodes(a.root, b.root, keyOf)(1, 1)
}

it.each<[string, [Plan, string], [Plan, string]]>([
  ['one value in two spellings', [JSON_PLAN, '{"a":1.0,"b":"x"}'], [JSON_PLAN, '{ "b":"\\u0078", "a":1 }']],
  ['a value and the same in a column of its kind', [JSON_PLAN, '{"a":1}'], [OBJECT, '{"a":1}']],
  ['a map in two orders', [MAP, '{"a":1,"b":2}'], [MAP, '{"b":2,"a":1}']],
  ['a map with a name twice', [MAP, '{"a":1,"a":2}'], [MAP, '{"a":2}']],
  ['a map and an object', [MAP, '{"b":1,"a":2}'], [OBJECT, '{"a":2,"b":1}']],
  ['an object in two orders', [OBJECT, '{"b":1,"a":2}'], [OBJECT, '{"a":2,"b":1}']],
])('takes %s for the same', async (_, one, other) => {
  expect(await areSame(one, other)).toBe(true)
  expect(await areSame(other, one)).toBe(true)
})

it.each<[string, [Plan, string], [Plan, string]]>([
  ['-0 and 0', [JSON_PLAN, '{"a":-0}'], [JSON_PLAN, '{"a":0}']],
  ['a list and an object', [JSON_PLAN, '[1]'], [JSON_PLAN, '{"0":1}']],
  ['a field of another name', [JSON_PLAN, '{"a":1}'], [JSON_PLAN, '{"b":1}']],
  ['an entry of another value', [MAP, '{"a":1,"b":2}'], [MAP, '{"a":1,"b":3}']],
  ['an entry of another name', [MAP, '{"a":1}'], [MAP, '{"b":1}']],
  ['an entry more', [MAP, '{"a":1}'], [MAP, '{"a":1,"b":null}']],
  ['a map and an object with a field more', [MAP, '{"a":1}'], [OBJECT, '{"a":1,"b":null}']],
])('tells %s apart', async (_, one, other) => {
  expect(await areSame(one, other)).toBe(false)
  expect(await areSame(other, one)).toBe(false)
})

it('compares values that are nested as deep as a document may be', async () => {
  const nested = (inner: string) => `{"v":${'['.repeat(60_000)}${inner}${']'.repeat(60_000)}}`
  expect(await areSame([JSON_PLAN, nested('1.0')], [JSON_PLAN, nested('1')])).toBe(true)
  expect(await areSame([JSON_PLAN, nested('1')], [JSON_PLAN, nested('2')])).toBe(false)
})
