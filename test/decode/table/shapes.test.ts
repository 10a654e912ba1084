/** Shapes of records that people have: each becomes columns, whole, and reads as `JSON.parse` does. @module */

import { deepStrictEqual } from 'node:assert/strict'
import { expect, it } from 'vitest'
import { table } from '../../../src/decode/table.ts'

/** More than those that are looked at first. */
const N = 1500
type Make = (i: number) => string

const json = JSON.stringify
const objectOf = (names: readonly string[], value: (name: string) => unknown): string =>
  json(Object.fromEntries(names.map((name) => [name, value(name)])))
const names = (count: number) => Array.from({ length: count }, (_, i) => `name ${i}`)
const some = (i: number, few: number, many: number) =>
  names(many)
    .filter((_, n) => (n * 7919 + i * 104_729) % many < few)
    .slice(0, few)

const tree = (depth: number, i: number): unknown =>
  depth === 0 ? i : { at: depth, in: [tree(depth - 1, i)] }
const shaped: readonly (readonly [shape: string, make: Make])[] = [
  ['homogeneous', (i) => json({ id: i, name: `n${i}`, price: i / 4, sold: i % 2 === 0, tags: ['a', 'b'] })],
  ['nullable and missing fields', (i) => json({ a: i % 2 ? null : i, ...(i % 3 && { b: 'x' }) })],
  ['lists of objects', (i) => json({ list: Array.from({ length: i % 4 }, (_, n) => ({ n, s: `${i}` })) })],
  ['a tree 6 deep', (i) => json(tree(6, i))],
  ['one string among 999 numbers', (i) => json({ a: i === 1400 ? 'x' : i })],
  ['number or string', (i) => json({ a: i % 2 ? i : `${i}`, b: i })],
  ['boolean or string', (i) => json({ a: i % 2 ? true : 'x', b: i })],
  ['scalar or list', (i) => json({ a: i % 2 ? i : [i] })],
  ['object or list', (i) => json({ a: i % 2 ? { x: i } : [{ x: i }, { y: i }] })],
  ['[] for {}', (i) => json({ a: i % 2 ? [] : { x: i } })],
  ['tuples', (i) => json({ a: [i, `${i}`] })],
  ['lists of two depths', (i) => json({ a: i % 2 ? [[[i, 1]]] : [[[[i, 1]]]] })],
  ['fields in two orders', (i) => (i % 2 ? `{"a":${i},"b":1}` : `{"b":1,"a":${i}}`)],
  ['fields in another order once', (i) => (i === 1400 ? `{"b":1,"a":${i}}` : `{"a":${i},"b":1}`)],
  ['"10" before "9"', (i) => `{"10":${i},"9":1,"x":2}`],
  ['500 fields', (i) => objectOf(names(500), () => i)],
  ['600 fields', (i) => objectOf(names(600), () => i)],
  ['400 open names', (i) => json({ a: { [`n${i % 400}`]: i } })],
  ['600 open names', (i) => json({ a: { [`n${i % 600}`]: i, [`n${(i * 7) % 600}`]: 1 } })],
  ['few of many fields', (i) => objectOf(some(i, 8, 480), () => i)],
  [
    'few of many fields of several kinds',
    (i) => objectOf(some(i, 8, 480), (name) => (name < 'name 3' ? i : 'x')),
  ],
  ['a field twice', (i) => (i % 50 === 1 ? `{"a":${i},"a":1}` : `{"a":${i}}`)],
  ['__proto__ as a field', (i) => (i % 50 === 1 ? `{"a":${i},"__proto__":{"b":1}}` : `{"a":${i}}`)],
  ['5 new fields late', (i) => json({ a: i, ...(i >= 1400 && i < 1405 && { [`late ${i}`]: i }) })],
  ['records that are texts', (i) => json(`text ${i}`)],
  ['numbers at their borders', (i) => `{"a":${['-0', '1e999', '5e-324', '9007199254740993', '1.0'][i % 5]}}`],
  ['lone surrogates', (i) => `{"a":"\\ud83d${i}","b":["\\ude00"]}`],
]

it.each(shaped)('%s are columns, and equal to JSON.parse', async (_, make) => {
  const text = `{${Array.from({ length: N }, (_, i) => `"k${i}":${make(i)}`).join()}}`
  const of = await table()(Buffer.from(text))
  expect(of.kind, of.layout().why).toBe('columns')
  const parsed = JSON.parse(text) as Record<string, unknown>
  deepStrictEqual(Object.fromEntries(of), parsed)
  // The order of fields, too.
  expect([...of.values()].map((value) => json(value))).toEqual(
    Object.values(parsed).map((value) => json(value)),
  )
})
