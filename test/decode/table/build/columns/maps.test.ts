/** Objects of any names stand in one column of names and one of values. @module */

import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../../../src/decode/table/build/plan/index.ts'
import { fieldReader } from '../../../../../src/decode/table/read/columns/record-reader.ts'
import { columnsBy, encodedBy, keyOf } from '../../../../support/columns.ts'

const MAP: Plan = { kind: 'map', value: { kind: 'number' } }
const IN_FIELD: Plan = { kind: 'object', fields: [{ name: 'm', plan: MAP }] }
const OF_OBJECTS: Plan = {
  kind: 'map',
  value: { kind: 'object', fields: [{ name: 'a', plan: MAP }, { name: 'b', plan: { kind: 'json' } }] }, // biome-ignore format: one line
}

async function agree(plan: Plan, texts: readonly string[], size?: number): Promise<void> {
  const { read } = await columnsBy(plan, texts, keyOf, size)
  for (const [row, text] of texts.entries()) {
    deepStrictEqual(read(row), JSON.parse(text))
    expect(JSON.stringify(read(row))).toBe(JSON.stringify(JSON.parse(text)))
  }
}

describe.each([1, 5, 1000])('in pieces of %i bytes', (size) => {
  it('gives back any names, also those that objects treat in a way of their own', () =>
    agree(
      MAP,
      [
        '{"a":1,"b":2}',
        '{"b":-0,"a":null}',
        '{}',
        'null',
        '{"10":1,"9":2,"x":3,"1":4}',
        '{"__proto__":1}',
        '{"__proto__":1,"a":2,"__proto__":null}',
        '{"constructor":1,"toString":2,"":3}',
        '{"a":1,"b":2,"a":3}',
        '{"\\ud800":1,"\\u0000":2,"é":3,"\\u0061":4}',
        '{ "a" : 1 , "b" : 1e999 }',
      ],
      size,
    ))

  it('gives back maps in fields and maps of objects', async () => {
    await agree(IN_FIELD, ['{"m":{"a":1}}', '{"m":null}', '{}', '{"m":{}}'], size)
    await agree(
      OF_OBJECTS,
      ['{"x":{"a":{"y":1}},"z":{"b":[1]}}', '{}', '{"x":null,"w":{"b":2,"a":{}}}'],
      size,
    )
  })
})

it('gives back any objects of numbers', async () => {
  const text = fc.dictionary(fc.string({ maxLength: 3, unit: 'binary' }), fc.option(fc.double({ noNaN: true })), { maxKeys: 20 }).map((map) => JSON.stringify(map)) // biome-ignore format: one line
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 20 }), (texts) => agree(MAP, texts)),
    { numRuns: 200 },
  )
})

it('reads the entry of one name, and what lies within it', async () => {
  const { root } = await columnsBy(OF_OBJECTS, [
    '{"x":{"a":{"y":1}},"z":{"b":[1]}}',
    '{}',
    '{"x":null,"w":{}}',
    '{"x":{},"x":{"a":{"y":2}}}',
  ])
  const column = (...path: string[]) => {
    const field = fieldReader(root, path, keyOf)
    return field && [0, 1, 2, 3].map((row) => field(row, undefined))
  }
  expect(column('x')).toStrictEqual([{ a: { y: 1 } }, undefined, null, { a: { y: 2 } }])
  expect(column('x', 'a', 'y')).toStrictEqual([1, undefined, undefined, 2])
  expect(column('z', 'b')).toStrictEqual([[1], undefined, undefined, undefined])
  expect(column('constructor')).toBeUndefined()
})

it('has each name once, and the number of entries alone where it is the same in all rows', async () => {
  const { root } = await columnsBy(MAP, ['{"a":1,"b":2}', '{"b":2,"c":1}'])
  expect(root).toMatchObject({ kind: 'map', offsets: 2, names: { codes: new Uint8Array([0, 1, 1, 2]) } })
})

it.each(['{"a":"1"}', '[]', '1', '{"a":{}}'])('does not take %s among numbers', async (text) => {
  expect(await encodedBy(MAP, ['{"a":1}', text])).toBe(1)
})

it.each(['{"a":1,}', '{"a" 1}', '{a:1}', '{"a":1', '{"a":1 "b":2}', '{,}'])('refuses %s', async (text) => {
  const outcome = await encodedBy(MAP, ['{"a":1}', text]).catch((error: unknown) => error)
  expect(outcome).toMatchObject({ code: 'ERR_TERM_DESERIALIZE' })
})
