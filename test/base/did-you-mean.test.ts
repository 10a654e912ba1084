/** A name that was mistyped is found again, and one that is far away is not guessed. @module */

import { expect, it } from 'vitest'
import { didYouMean } from '../../src/base/did-you-mean.ts'

const NAMES = ['port', 'host', 'from', 'pin', 'name']

it.each([
  ['prot', 'port'],
  ['form', 'from'],
  ['pni', 'pin'],
  ['nmae', 'name'],
  ['hots', 'host'],
])('neighbours that were swapped count as one: `%s` is meant to be `%s`', (written, meant) => {
  expect(didYouMean(written, NAMES)).toBe(`did you mean \`${meant}\`?`)
})

it.each([
  ['hst', 'host'],
  ['hoost', 'host'],
  ['hosd', 'host'],
])('a letter that is missing, or too many, or another, counts as one: `%s`', (written, meant) => {
  expect(didYouMean(written, NAMES)).toBe(`did you mean \`${meant}\`?`)
})

it('nothing is guessed for what is further away', () => {
  expect(didYouMean('trop', NAMES)).toBeUndefined()
  expect(didYouMean(7, NAMES)).toBeUndefined()
})

it('a word of any length is compared in little time', () => {
  expect(didYouMean('port'.repeat(100_000), ['snapshots'])).toBeUndefined()
})
