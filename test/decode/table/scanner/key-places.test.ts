/** Keys that lie within a record, and keys of several parts. @module */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cut, entriesOf, offsetIn, partsOf, refusalOf } from '../../../support/built-tables.ts'

const keysOf = async (document: string, cut: Cut) => (await entriesOf(document, cut)).map(([key]) => key)

const FORMS = [
  { columns: false },
  { columns: false, size: 1 },
  { columns: true },
  { columns: true, size: 5 },
] as const

describe.each(FORMS)('%j', (form) => {
  test.each([
    ['a.id', '{"a":{"id":"x"}}', 'x'],
    ['a.id', '{"id":1,"a":{"b":{"id":2},"id":"x","c":[{"id":3}]},"z":{"id":4}}', 'x'],
    ['a.id', '{"a":{"\\u0069d":"\\u0078"}}', 'x'],
    ['a.id', '{"\\u0061":{"id":1.0}}', '1'],
    ['a.b.c', '{"a":{"b":{"c":"x"}}}', 'x'],
    ['a\\.id', '{"a":{"id":1},"a.id":"x"}', 'x'],
    ['a.id', '{ "a" : { "id" : "x" , "n" : { } } , "o" : { } }', 'x'],
  ])('by %s the key of %s is %j', async (key, record, expected) => {
    const cut = { ...form, key }
    expect(await keysOf(`[${record}]`, cut)).toEqual([expected])
    expect(await entriesOf(record, cut)).toEqual([[expected, JSON.parse(record)]])
  })

  test.each([
    [['l', 'c'], '{"l":"de","c":"EUR"}', ['de', 'EUR']],
    [['c', 'l'], '{"l":"de","c":"EUR"}', ['EUR', 'de']],
    [['l', 'a.id', 'a.n'], '{"a":{"n":1e2,"x":0,"id":""},"l":"\\u0000"}', ['\0', '', '100']],
    [['l', 'c'], '{"l":"é😀","c":"\\ud800"}', ['é😀', '\ud800']],
    [['l', 'c'], '{"l":"a\\u0000\\u0001","c":"\\u0001\\u0002"}', ['a\0\x01', '\x01\x02']],
    [['l', 'c'], '{"l":12345678901234567890,"c":-0}', ['12345678901234567890', '0']],
  ])('by %j the key of %s is %j', async (key, record, expected) => {
    expect(await entriesOf(`[${record}]`, { ...form, key })).toEqual([[expected, JSON.parse(record)]])
  })

  test.each([
    ['a.id', '{"a":{"x":1}}', 0, 'has no field `a.id`'],
    ['a.id', '{"a":{}}', 0, 'has no field `a.id`'],
    ['a.id', '{"a":[{"id":1}]}', 0, 'has no field `a.id`'],
    ['a.id', '{"a":"id"}', 0, 'has no field `a.id`'],
    ['a.id', '{"a.id":1}', 0, 'has no field `a.id`'],
    ['a\\.id', '{"a":{"id":1}}', 0, 'has no field `a\\.id`'],
    ['a.id', '{"a":{"id":{}}}', 11, 'The key in `a.id` is neither'],
    [['l', 'a.id'], '{"l":1,"a":{"id":null}}', 17, 'The key in `a.id` is neither'],
    [['l', 'a.id'], '{"l":1,"a":{}}', 0, 'has no field `a.id`'],
    [['l', 'a.id'], '{"l":0.5,"a":{"id":1}}', 5, 'The key in `l` is a fraction'],
  ])('by %j %s is refused at its byte %i', async (key, record, offset, what) => {
    const refusal = await refusalOf(`[${record}]`, { ...form, key })
    expect(refusal.message).toContain(what)
    expect(offsetIn(refusal)).toBe(offset + 1)
  })
})

test('the last of equal names leads to the key, as with JSON.parse', async () => {
  const cut = { key: 'a.id' }
  expect(await keysOf('[{"a":{"id":1},"a":{"id":2}}]', cut)).toEqual(['2'])
  expect(await keysOf('[{"a":{"id":1,"id":3}}]', cut)).toEqual(['3'])
  for (const last of ['{"x":1}', '7', '[{"id":1}]', '{}']) {
    expect((await refusalOf(`[{"a":{"id":1},"a":${last}}]`, cut)).message).toContain('has no field `a.id`')
  }
})

test('no two lists of parts are one key', async () => {
  const part = fc.string({
    unit: fc.constantFrom('\0', '\x01', '\x02', 'a', 'é', '\ud83d', '\ude00'),
    maxLength: 4,
  })
  const property = fc.asyncProperty(
    fc.uniqueArray(fc.tuple(part, part, part), { maxLength: 40, selector: (parts) => JSON.stringify(parts) }),
    fc.integer({ min: 1, max: 99 }),
    async (keys, size) => {
      const records = keys.map(([a, b, c], n) => ({ a, n, in: { b, c } }))
      const cut = { key: ['a', 'in.b', 'in.c'], size }
      const lines = records.map((record) => JSON.stringify(record)).join('\n')
      if (keys.length === 0) return
      expect(await entriesOf(lines, cut)).toEqual(keys.map((key, at) => [key, records[at]]))
      expect((await partsOf(lines, cut)).size).toBe(keys.length)
    },
  )
  await fc.assert(property, { numRuns: 200 })
})

test('a key of many long parts is found', async () => {
  const parts = Array.from({ length: 16 }, (_, at) => `${at}\\u0000`.repeat(1000 * at))
  const record = `{${parts.map((part, at) => `"p${at}":"${part}"`).join()}}`
  const key = parts.map((_, at) => `p${at}`)
  const [found] = await keysOf(record, { key })
  expect(found).toEqual(Object.values(JSON.parse(record)))
})
