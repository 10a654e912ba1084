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
      const stretches = stretchesOf(message)
      stretches.look(text)
      const found = stretches.found()
      const wanted = bySearching(message, text)
      if (wanted.includes(1)) common++
      expect(found).toEqual(wanted)
    }),
    { numRuns: 1_000 },
  )
  expect(common).toBeGreaterThan(0)
})

it('finds the same in parts of a text, however they are cut', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 120, size: 'max' })
  fc.assert(
    fc.property(letters, letters, fc.integer({ min: 1, max: 20 }), (message, text, part) => {
      const stretches = stretchesOf(message)
      for (let at = 0; at < text.length; ) at = stretches.look(text, at, at + part)
      expect(stretches.found()).toEqual(bySearching(message, text))
    }),
  )
})

// Each character that is read counts: no clock, and no luck.
it.each([
  ['one letter', 'a'],
  ['a few letters', 'abcab'],
])('walks no further in a payload that repeats %s the more of it is quoted', (_, unit) => {
  const text = unit.repeat(2 ** 14)
  for (const quoted of [20, 200, 5_000]) {
    const stretches = stretchesOf(`no ${text.slice(0, quoted)}`)
    let reads = 0
    const counted = new Proxy(Object(text) as object, {
      get: (target, key) => {
        reads++
        const member: unknown = Reflect.get(target, key)
        return typeof member === 'function' ? member.bind(target) : member
      },
    }) as unknown as string
    stretches.look(counted)
    expect(reads).toBeLessThan(20 * text.length)
    expect(stretches.found().slice(3).includes(0)).toBe(false)
  }
})

it('finds the value before the name of a field where a message ends with that name', () => {
  const text = '[{"card":"4929871236540812","name":"x"}]'
  const stretches = stretchesOf('no [{"card":"4929871236540812","name')
  stretches.look(text)
  const found = stretches.found()
  expect(found.subarray(13, 29).includes(0)).toBe(false)

  const named = stretchesOf('no {"name')
  named.look('[1, {"name": 1}]')
  expect(named.found().includes(1)).toBe(false)
})
