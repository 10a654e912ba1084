/** What no waiting cures is told from what may heal, by whatever was thrown and its causes. @module */

import { describe, expect, it } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import { isMissing, isMistake, isMistakeOrTypeError } from '../../src/reasons/mistake.ts'

const coded = (code: string) => Object.assign(new Error('x'), { code })
/** Wraps an error in so many others. */
const within = (depth: number, error: Error): Error =>
  depth === 0 ? error : new Error('around it', { cause: within(depth - 1, error) })

describe('what is not there', () => {
  it.each([
    ['a name', new ReferenceError('config is not defined')],
    ...[
      'ERR_MODULE_NOT_FOUND',
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
      'ERR_UNKNOWN_FILE_EXTENSION',
      'ERR_UNSUPPORTED_ESM_URL_SCHEME',
      'MODULE_NOT_FOUND',
    ].map((code): [string, Error] => [code, coded(code)]),
  ])('stays so: %s', (_, error) => {
    expect([isMissing(error), isMistake(error), isMistakeOrTypeError(error)]).toEqual([true, true, true])
  })
})

describe('what can not be', () => {
  it.each([
    ...['ERR_INVALID_ARG_TYPE', 'ERR_INVALID_ARG_VALUE', 'ERR_INVALID_PROTOCOL', 'ERR_INVALID_URL'].map(
      (code): [string, Error] => [code, coded(code)],
    ),
    ['a scheme', new TypeError('fetch failed', { cause: new Error('unknown scheme') })],
  ])('is a mistake, unless a payload may be to blame: %s', (_, error) => {
    expect([isMissing(error), isMistake(error), isMistakeOrTypeError(error)]).toEqual([false, true, true])
  })
})

it('a TypeError is a mistake only of code that gets nothing of the world, and only without a cause', () => {
  const plain = new TypeError('x is undefined')
  expect([isMissing(plain), isMistake(plain), isMistakeOrTypeError(plain)]).toEqual([false, false, true])
  expect(isMistakeOrTypeError(new TypeError('fetch failed', { cause: new Error('reset') }))).toBe(false)
  expect(isMistakeOrTypeError(within(1, plain))).toBe(false)
})

describe('what may heal', () => {
  it.each([
    ['an error without a code', new Error('not yet')],
    ['a code of the network', coded('ECONNRESET')],
    ['an error of everterm whose words are the same', new TermError('ERR_TERM_FETCH', 'unknown scheme')],
    ['undefined', undefined],
    ['null', null],
    ['a text', 'ERR_INVALID_URL'],
    [
      'a trap',
      new Proxy(new Error(), {
        get() {
          throw new Error('trapped')
        },
      }),
    ],
  ])('is no mistake: %s', (_, thrown) => {
    expect([isMissing(thrown), isMistake(thrown), isMistakeOrTypeError(thrown)]).toEqual([
      false,
      false,
      false,
    ])
  })
})

it.each([
  [0, true],
  [1, true],
  [2, true],
  [3, false],
])(
  'a mistake is looked for in two causes and no further: under %i of them it is seen: %s',
  (depth, isSeen) => {
    expect(isMissing(within(depth, new ReferenceError('x')))).toBe(isSeen)
    expect(isMistake(within(depth, coded('ERR_INVALID_URL')))).toBe(isSeen)
  },
)
