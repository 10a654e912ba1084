/** Numbers mean what JSON.parse says, to the last bit. @module */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { columnsOf } from '../../../../support/columns.ts'

async function agree(texts: readonly string[]): Promise<void> {
  const { read } = await columnsOf(texts)
  for (const [row, text] of texts.entries()) {
    if (!Object.is(read(row), JSON.parse(text))) expect({ text, value: read(row) }).toBe(JSON.parse(text))
  }
}

const manyOf = (text: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
  fc.array(text, { minLength: 1, maxLength: 500 })

it.each([
  ['doubles', fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)],
  ['doubles near 1', fc.double({ min: -1000, max: 1000, noNaN: true }).map(String)],
  ['decimals of up to 24 digits', fc.stringMatching(/^-?(0|[1-9]\d{0,11})\.\d{1,12}$/)],
  ['17 to 19 digits', fc.stringMatching(/^[1-9]\d{8,9}\.\d{8,9}$/)],
  ['whole numbers', fc.stringMatching(/^-?[1-9]\d{14,20}$/)],
  ['exponents', fc.stringMatching(/^[1-9]\d{0,18}(\.\d{1,3})?[eE][+-]?\d{1,2}$/)],
])('agrees on %s', async (_kind, numbers) => {
  await fc.assert(fc.asyncProperty(manyOf(numbers), agree), { numRuns: 20 })
})

/** Draws numbers halfway between two doubles, and as near to that as digits allow: (2 m + 1) / 2 ** places. */
const halves = fc
  .tuple(
    fc.bigInt(2n ** 52n, 2n ** 53n - 1n),
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom(-1n, 0n, 0n, 1n),
  )
  .map(([mantissa, places, nudge]) => {
    const digits = String((2n * mantissa + 1n) * 5n ** BigInt(places) + nudge)
    return `${digits.slice(0, -places)}.${digits.slice(-places)}`
  })

it('agrees on what lies halfway between two doubles', async () => {
  await agree([
    '9007199254740993',
    '4503599627370497.5',
    '4503599627370496.5',
    '0.5000000000000001110',
    '1e23',
    '1.5e-7',
  ])
  await fc.assert(fc.asyncProperty(manyOf(halves), agree), { numRuns: 20 })
})
