/** Values of any kinds stand in one column, as their text. @module */

import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../../../src/decode/table/build/plan/plan.ts'
import { fieldReader } from '../../../../../src/decode/table/read/columns/record-reader.ts'
import { jsonText } from '../../../../../src/decode/table/read/json-text.ts'
import { columnsBy, encodedBy, keyOf, nodeAt } from '../../../../support/columns.ts'

const JSON_PLAN: Plan = { kind: 'json' }
const FIELD: Plan = { kind: 'object', fields: [{ name: 'v', plan: JSON_PLAN }] }
const ITEMS: Plan = { kind: 'list', item: JSON_PLAN }

const VALUES = ['1', '-0', '1e999', '"a"', '"\\ud800\\u0000"', '"é"', 'true', 'null', '[]', '{}', '[1,"a",{"b":null}]', '{"__proto__":1,"10":1,"9":2}', '{"a":1,"a":2}', '1.0', '[ 1 ,\n2 ]'] // biome-ignore format: one line

describe.each([1, 5, 1000])('in pieces of %i bytes', (size) => {
  it.each([
    ['records', JSON_PLAN, (text: string) => text],
    ['fields', FIELD, (text: string) => `{"v":${text}}`],
    ['items', ITEMS, (text: string) => `[${text},${text}]`],
  ])('keeps %s of any kinds', async (_, plan, around) => {
    const texts = VALUES.map(around)
    const { read } = await columnsBy(plan, texts, keyOf, size)
    for (const [row, text] of texts.entries()) {
      deepStrictEqual(read(row), JSON.parse(text))
      expect(JSON.stringify(read(row))).toBe(JSON.stringify(JSON.parse(text)))
    }
  })
})

it('gives back what JSON.parse makes of any values', async () => {
  const value = fc.jsonValue({ maxDepth: 3 }).map((held) => JSON.stringify(held))
  await fc.assert(
    fc.asyncProperty(fc.array(value, { maxLength: 50 }), async (texts) => {
      const { read } = await columnsBy(FIELD, texts.map((text) => `{"v":${text}}`)) // biome-ignore format: one line
      for (const [row, text] of texts.entries()) deepStrictEqual(read(row), { v: JSON.parse(text) })
    }),
    { numRuns: 100 },
  )
})

it.each(['01', '[1,]', '{"a" 1}', 'tru', '"\t"', '{', '+1', 'nul'])('does not take %s', async (text) => {
  const outcome = await encodedBy(FIELD, ['{"v":1}', `{"v":${text}}`]).catch((error: unknown) => error)
  expect(outcome).toMatchObject({ code: 'ERR_TERM_DESERIALIZE' })
})

it('nests as deep as a document may, and no deeper', async () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
  const { read } = await columnsBy(FIELD, [`{"v":${nested(65_535)}}`])
  expect(jsonText(read(0))).toBe(`{"v":${nested(65_535)}}`)
  const outcome = await encodedBy(FIELD, [`{"v":${nested(65_536)}}`]).catch((error: unknown) => error)
  expect(String(outcome)).toContain('levels deep')
})

it('keeps each text once', async () => {
  const texts = Array.from({ length: 300 }, (_, row) => `{"v":${row % 2 ? '[1]' : '"a"'}}`)
  const { root } = await columnsBy(FIELD, texts)
  const node = nodeAt(root, 'v')
  expect(node).toMatchObject({ kind: 'json', codes: expect.any(Uint8Array), ascii: true })
  expect((node as { offsets: Uint32Array }).offsets).toHaveLength(3)
})

it('builds lists and objects anew, and reads fields within', async () => {
  const { root, read } = await columnsBy(FIELD, [
    '{"v":{"a":[1]}}',
    '{"v":7}',
    '{"v":null}',
    '{}',
    '{"v":[]}',
  ])
  expect((read(0) as { v: unknown }).v).not.toBe((read(0) as { v: unknown }).v)
  const column = (...path: string[]) => {
    const field = fieldReader(root, path, keyOf)
    return [0, 1, 2, 3, 4].map((row) => field?.(row, undefined))
  }
  expect(column('v')).toStrictEqual([{ a: [1] }, 7, null, undefined, []])
  expect(column('v', 'a')).toStrictEqual([[1], undefined, undefined, undefined, undefined])
  expect(column('v', 'length')).toStrictEqual([undefined, undefined, undefined, undefined, undefined])
})
