/** Keys are written as text, and found again by it. @module */

import { expect, test } from 'vitest'
import { keyNamed, nameOfKey } from '../../src/compare/key-names.ts'
import { areKeyed, type Keyed } from '../../src/compare/kinds.ts'
import { table } from '../../src/index.ts'
import { partOf } from '../../src/serve/http/values/part-of.ts'

const RATES = [
  { l: 'de', c: 'EUR', n: { rate: 1 } },
  { l: 'd', c: 'e,EUR', n: { rate: 2 } },
]
const bytes = new TextEncoder().encode(JSON.stringify(RATES))

test('a key of several parts is JSON, and no other key has its text', () => {
  expect([['de', 'EUR'], ['de,EUR'], 'de,EUR', 7].map(nameOfKey)).toEqual([
    '["de","EUR"]',
    '["de,EUR"]',
    'de,EUR',
    '7',
  ])
})

test.each(['de', '["de"]', '["de","EUR","x"]', '["de",1]', '{"0":"de","1":"EUR"}', '[', 'null'])(
  '%s is no key of two parts',
  (name) => {
    expect(keyNamed({ keyParts: 2 } as Keyed, name)).toBeUndefined()
    expect(keyNamed({} as Keyed, name)).toBe(name)
  },
)

test.each([true, false])('a record is found by the text of its key, as columns: %s', async (columns) => {
  const rates = await table({ key: ['l', 'c'], columns })(bytes)
  expect(JSON.parse(String(partOf(rates, ['["de","EUR"]'])?.json))).toEqual(RATES[0])
  expect(partOf(rates, ['["d","e,EUR"]', 'n', 'rate'])).toEqual({ value: 2 })
  expect(partOf(rates, ['["de","CHF"]'])).toBeUndefined()
  expect(partOf(rates, ['de'])).toBeUndefined()
  expect(partOf(rates, ['de', 'EUR'])).toBeUndefined()
})

test('tables with keys of other parts are not compared key by key', async () => {
  const one = await table({ key: 'c' })(bytes)
  const two = await table({ key: ['l', 'c'] })(bytes)
  expect([areKeyed(one, two), areKeyed(two, one), areKeyed(two, two), areKeyed(one, new Map())]).toEqual([
    false,
    false,
    true,
    true,
  ])
})
