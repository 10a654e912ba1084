/** A document that is cut into many pieces is what JSON.parse makes of it, or is refused as JSON.parse refuses it. @module */

import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TermError } from '../../../src/base/errors.ts'
import { rebuilder } from '../../../src/decode/json/rebuild.ts'
import { splitter } from '../../../src/decode/json/split.ts'
import { json } from '../../../src/decode/json.ts'
import { concat, utf8 } from '../../support/coded.ts'
import { NARROW } from '../../support/generators.ts'

const REFUSED = Symbol('refused')

/** Rebuilds a document that is cut small, and comes in chunks that end anywhere. */
function rebuilt(bytes: Uint8Array, pieceBytes: number, chunkBytes: number): unknown {
  const { push, end } = splitter(pieceBytes)
  const { take, value } = rebuilder()
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    push(bytes.subarray(at, at + chunkBytes)).forEach(take)
    push(new Uint8Array()).forEach(take)
  }
  end().forEach(take)
  return value()
}

function outcome(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof TermError && error.code === 'ERR_TERM_DESERIALIZE') return REFUSED
    throw error
  }
}

/** Compares text as well as values, for the order of keys; `toEqual` would be misled by a key named `constructor`. */
function expectSame(bytes: Uint8Array, pieceBytes: number, chunkBytes: number): void {
  const expected = outcome(() => json(bytes))
  const seen = outcome(() => rebuilt(bytes, pieceBytes, chunkBytes))
  expect(JSON.stringify(seen)).toBe(JSON.stringify(expected))
  expect(isDeepStrictEqual(seen, expected)).toBe(true)
}

const sizes = { pieceBytes: fc.integer({ min: 1, max: 40 }), chunkBytes: fc.integer({ min: 1, max: 50 }) }

/** Draws names that mean something to objects, numbers that order themselves, and duplicates. */
const key = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'a',
    'b',
    '',
    '0',
    '7',
    '10',
    '-0',
    '4294967295',
    'é',
    '\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
const scalar = fc.oneof(
  fc.constantFrom(
    'null',
    'true',
    'false',
    '0',
    '-0',
    '1e400',
    '1.50',
    '"\\u005b"',
    '"\\\\"',
    '"\\"],"',
    '"[{,"',
  ),
  fc.string({ unit: 'binary', maxLength: 100 }).map((text) => JSON.stringify(text)),
)
const space = fc.constantFrom('', '', '', ' ', '\n\t', '\r ')

/** Draws text and not values, so that it has equal keys and white space. */
const { document } = fc.letrec<{ document: string; array: string; object: string; member: string }>(
  (tie) => ({
    document: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('array'), tie('object')),
    array: fc
      .tuple(
        space,
        fc.array(
          fc.tuple(tie('document'), space).map((parts) => parts.join('')),
          NARROW,
        ),
      )
      .map(([blank, members]) => `[${blank}${members.join(`,${blank}`)}]`),
    member: fc
      .tuple(key, space, tie('document'), space)
      .map(([name, blank, value, after]) => `${JSON.stringify(name)}${blank}:${blank}${value}${after}`),
    object: fc
      .tuple(space, fc.array(tie('member'), NARROW))
      .map(([blank, members]) => `{${blank}${members.join(`,${blank}`)}}`),
  }),
)

describe('a document in pieces', () => {
  it('is rebuilt as JSON.parse has it', () => {
    fc.assert(
      fc.property(fc.record({ text: document, ...sizes }), ({ text, pieceBytes, chunkBytes }) => {
        expectSame(utf8(text), pieceBytes, chunkBytes)
      }),
      { numRuns: 700 },
    )
  })

  it.each([
    ['arrays', '[', '', ']'],
    ['objects', '{"a":', '0', '}'],
    ['arrays that have more', '[', '', ',[]]'],
  ])('has no text of much more than a piece, be it nothing but %s in each other', (_, open, inner, close) => {
    const pieceBytes = 100
    const { push, end } = splitter(pieceBytes)
    const bytes = utf8(open.repeat(10_000) + inner + close.repeat(10_000))
    const lengths = [...push(bytes), ...end()].flatMap(({ steps }) =>
      [...steps].filter((_, i) => i % 2 === 1),
    )
    expect(Math.max(...lengths)).toBeLessThan(3 * pieceBytes)
  })

  it('is refused as JSON.parse refuses it, whatever is broken in it', () => {
    const signs = fc.constantFrom(...'[]{},:"\\ 1-nE\n\u0001'.split(''), '[]', '{}', '""', 'null', '\ufeff')
    const damage = fc.array(fc.record({ at: fc.nat(200), without: fc.nat(3), insert: fc.option(signs) }), {
      minLength: 1,
      maxLength: 2,
    })
    fc.assert(
      fc.property(
        fc.record({ text: document, damage, ...sizes }),
        ({ text, damage, pieceBytes, chunkBytes }) => {
          const broken = damage.reduce((text, { at, without, insert }) => {
            const from = at % (text.length + 1)
            return text.slice(0, from) + (insert ?? '') + text.slice(from + without)
          }, text)
          expectSame(utf8(broken), pieceBytes, chunkBytes)
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('is refused for bytes that are no UTF-8, or read as JSON.parse reads them', () => {
    const bytes = fc
      .tuple(document, fc.nat(300), fc.integer({ min: 128, max: 255 }))
      .map(([text, at, byte]) => {
        const bytes = utf8(text)
        bytes[at % bytes.length] = byte
        return bytes
      })
    fc.assert(
      fc.property(fc.record({ bytes, ...sizes }), ({ bytes, pieceBytes, chunkBytes }) => {
        expectSame(bytes, pieceBytes, chunkBytes)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    '',
    ' ',
    ',',
    '[',
    ']',
    '[,]',
    '[1,]',
    '[[1],]',
    '[[1] 2]',
    '[1 [2]]',
    '{"a":[1]"b":2}',
    '{"a" {}}',
    '{"a":{}:1}',
    '[1]]',
    '[1][2]',
    '[1},{2]',
    '{"a":-[1]}',
    '[[],,[]]',
    '{,"a":[]}',
    '"',
    '"\\',
    '[1]\u00a0',
    '1 2',
    '[]x',
  ])('is refused when it is %j', (text) => {
    for (const pieceBytes of [1, 2, 3, 64])
      expect(outcome(() => rebuilt(utf8(text), pieceBytes, 1))).toBe(REFUSED)
  })

  it.each([
    '0',
    ' "a" ',
    '[]',
    '{}',
    ' [ ] ',
    '[[],[]]',
    '{"a":{},"a":[]}',
    '{"a":[1,2],"b":0,"a":[3]}',
    '{"a":[1],"__proto__":{"b":[2]}}',
  ])('is read when it is %j', (text) => {
    for (const pieceBytes of [1, 2, 3, 64]) expectSame(utf8(text), pieceBytes, 1)
  })

  it('may begin with a byte order mark, and have no other', () => {
    const mark = [0xef, 0xbb, 0xbf]
    for (const pieceBytes of [1, 3, 64]) {
      expectSame(concat(mark, utf8('[[1],2]')), pieceBytes, 1)
      expectSame(concat(mark, mark, utf8('[[1],2]')), pieceBytes, 1)
      expectSame(concat(utf8('[[1],'), mark, utf8('2]')), pieceBytes, 1)
      expectSame(Uint8Array.from(mark), pieceBytes, 2)
    }
  })
})
