/** All that a message and a text have in common is found: six bytes in a row, and no less. @module */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stretchesOf } from '../../src/reasons/stretches.ts'

/** Marks the bytes of the message that lie in a stretch of six which the text has, too, in the slow way. */
function bySearching(message: string, text: string): Uint8Array {
  const found = new Uint8Array(message.length)
  for (let at = 0; at + 6 <= message.length; at++)
    if (text.includes(message.slice(at, at + 6))) found.fill(1, at, at + 6)
  return found
}

it('finds each stretch of six bytes or more, and nothing else', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 120, size: 'max' })
  let common = 0
  fc.assert(
    fc.property(letters, letters, (message, text) => {
      const { look, found } = stretchesOf(message)
      look(text)
      const wanted = bySearching(message, text)
      if (wanted.includes(1)) common++
      expect(found).toEqual(wanted)
    }),
    { numRuns: 1_000 },
  )
  expect(common).toBeGreaterThan(100)
})

it('is quick with a letter that the two repeat without end', () => {
  const { look, found } = stretchesOf('a'.repeat(200))
  let fills = 0
  const fill = found.fill.bind(found)
  found.fill = (...of) => {
    fills++
    return fill(...of)
  }
  look('a'.repeat(2 ** 16))
  expect(fills).toBeLessThan(200)
})
