/** The generators of the property tests reach their maximum, so that a title that says "whatever comes" is true. @module */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { filesBelow, read } from './sources.ts'

const MAX = 80
const lengthOf = (drawn: object | string): number =>
  'length' in Object(drawn) ? (drawn as ArrayLike<unknown>).length : Object.keys(drawn).length

it.each<[string, fc.Arbitrary<object | string>]>([
  ['a list', fc.array(fc.nat(), { maxLength: MAX })],
  ['a list without repetitions', fc.uniqueArray(fc.nat(), { maxLength: MAX })],
  ['a text', fc.string({ maxLength: MAX })],
  ['bytes', fc.uint8Array({ maxLength: MAX })],
  ['an object', fc.dictionary(fc.string({ minLength: 3, maxLength: 9 }), fc.nat(), { maxKeys: MAX })],
])('%s that may have 80 items comes close to it, and to none', (_, generator) => {
  const lengths = fc.sample(generator, { numRuns: 300, seed: 1 }).map(lengthOf)
  expect(Math.max(...lengths)).toBeGreaterThanOrEqual(MAX - 4)
  expect(Math.min(...lengths)).toBeLessThanOrEqual(1)
})

const GENERATOR = /\bfc\s*\.(array|uniqueArray|string|uint8Array|dictionary)\(/g

/** The text between the bracket that opens before `from` and the one that closes it, without what inner brackets hold. */
function argumentsAt(text: string, from: number): string {
  let depth = 1
  let own = ''
  for (let at = from; depth > 0 && at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (depth === 1) own += text[at]
  }
  return own
}

it('every list, text and object that is drawn names its maximum: without one it ends at some 10 items', () => {
  const silent = filesBelow('test').flatMap((file) => {
    const text = read(file)
    return [...text.matchAll(GENERATOR)]
      .filter((match) => !/max(Length|Keys)|NARROW/.test(argumentsAt(text, match.index + match[0].length)))
      .map((match) => `${file}:${text.slice(0, match.index).split('\n').length} fc.${match[1]}`)
  })
  expect(silent).toEqual([])
})
