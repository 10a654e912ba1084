/** Numbers that are keys: any spelling of a whole number is the key that `String` makes of it. @module */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entriesOf, refusalOf } from '../../../support/built-tables.ts'

const keyOf = async (number: string, columns?: boolean): Promise<unknown> => {
  const found = await entriesOf(`[{"id":${number}}]`, { key: 'id', ...(columns && { columns }) })
  return found[0]?.[0]
}

test.each([
  ['1.0', '1'],
  ['1e3', '1000'],
  ['1E+3', '1000'],
  ['-1.50e1', '-15'],
  ['-0', '0'],
  ['-0.0', '0'],
  ['-0e5', '0'],
  ['0e99999999999', '0'],
  ['0.000', '0'],
  ['1200e-2', '12'],
  ['0.0012e4', '12'],
  ['1.000000000000000000000000000000', '1'],
  [`1${'0'.repeat(400)}e-400`, '1'],
  [`0.${'0'.repeat(400)}1e401`, '1'],
  ['9007199254740992.0', '9007199254740992'],
  ['-9.007199254740992e15', '-9007199254740992'],
  ['1e15', '1000000000000000'],
  ['9007199254740993', '9007199254740993'],
  ['-90071992547409921', '-90071992547409921'],
  ['123456789012345678901234567890', '123456789012345678901234567890'],
])('%s is the key %s', async (number, key) => {
  expect([await keyOf(number), await keyOf(number, true)]).toEqual([key, key])
})

test.each([
  ['0.5', 'is a fraction'],
  ['-1.5e0', 'is a fraction'],
  ['1e-1', 'is a fraction'],
  ['1.0000000000000000000000001', 'is a fraction'],
  ['1e-400', 'is a fraction'],
  ['15e-99999999999', 'is a fraction'],
  ['9007199254740993.0', 'is beyond 2^53'],
  ['1e16', 'is beyond 2^53'],
  ['-1e400', 'is beyond 2^53'],
  ['1e99999999999', 'is beyond 2^53'],
  ['12345678901234567890.0', 'is beyond 2^53'],
])('%s is no key, and why is told', async (number, why) => {
  for (const columns of [false, true]) {
    const { code, message } = await refusalOf(`[{"id":${number}}]`, { key: 'id', columns })
    expect(code).toBe('ERR_TERM_DESERIALIZE')
    expect(message).toContain(`The key in \`id\` ${why}`)
    expect(message).toContain('write it as a string (byte 7, record 1)')
  }
})

test('a number spelled anyhow is the key that String makes of it', async () => {
  const spelling = fc
    .tuple(fc.maxSafeNat(), fc.boolean(), fc.nat(25), fc.nat(20), fc.constantFrom('e', 'E', 'e+'))
    .map(([whole, isNegative, places, zeros, e]) => {
      // The point is moved to the left, and the exponent moves it back.
      const digits = `${whole}`.padStart(places + 1, '0')
      const at = digits.length - places
      const [before, behind] = [digits.slice(0, at), digits.slice(at) + '0'.repeat(zeros)]
      const text = `${isNegative ? '-' : ''}${BigInt(before)}${behind && `.${behind}`}${places > 0 ? e + places : ''}`
      return text
    })
  const property = fc.asyncProperty(spelling, async (text) => {
    expect(await keyOf(text)).toBe(String(JSON.parse(text)))
  })
  await fc.assert(property, { numRuns: 300 })
})
