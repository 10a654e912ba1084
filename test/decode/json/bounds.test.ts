/** Arrays and objects of more members than V8 is good for: refused, where `JSON.parse` ends or blocks the process. @module */

import { describe, expect, it } from 'vitest'
import { TermError } from '../../../src/base/errors.ts'
import { rebuilder } from '../../../src/decode/json/rebuild.ts'
import { splitter } from '../../../src/decode/json/split.ts'
import { isPoison } from '../../../src/gate/poison.ts'
import { utf8 } from '../../support/coded.ts'

const BOUNDS = { items: 6, names: 4 }

function rebuilt(value: unknown, pieceBytes: number): unknown {
  const { push, end } = splitter(pieceBytes)
  const { take, value: whole } = rebuilder(BOUNDS)
  push(utf8(JSON.stringify(value))).forEach(take)
  end().forEach(take)
  return whole()
}

function refusal(value: unknown, pieceBytes: number): TermError {
  try {
    rebuilt(value, pieceBytes)
  } catch (error) {
    if (error instanceof TermError) return error
  }
  throw new Error('It was not refused')
}

const items = (count: number) => Array.from({ length: count }, (_, i) => [i])
const names = (count: number) => Object.fromEntries(items(count).map((item, i) => [`k${i}`, item]))

describe.each([
  ['in one piece', 1000],
  ['in pieces', 8],
  ['in the smallest pieces', 1],
])('a document that comes %s', (_, pieceBytes) => {
  it('may have as many members as the bounds allow, of each container', () => {
    const value = { a: items(6), b: names(4), c: items(6), d: [names(4), names(4)] }
    expect(rebuilt(value, pieceBytes)).toEqual(value)
  })
})

// A container that fits into one piece is made by `JSON.parse` alone, and is too small to matter.
describe.each([
  ['an array', items(7), 'An array of the payload has more than 6 members'],
  ['an object', names(5), 'An object of the payload has more than 4 members'],
  ['an array in an object', { a: items(7) }, 'An array of the payload has more than 6 members'],
  ['an object in an array', [names(5)], 'An object of the payload has more than 4 members'],
])('%s of one more', (_, value, message) => {
  it.each([1, 8])('is refused, as the payload is to blame', (pieceBytes) => {
    const error = refusal(value, pieceBytes)
    expect(error).toMatchObject({ code: 'ERR_TERM_TOO_LARGE', stage: 'decode', message })
    expect(isPoison(error)).toBe(true)
  })
})
