/** The usual `deserialize`. @module */

import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import { json } from '../../src/decode/json.ts'
import { isPoison } from '../../src/gate/poison.ts'
import { concat, utf8 } from '../support/coded.ts'

interface PriceTable {
  readonly EUR: number
}

function errorOf(bytes: Uint8Array): TermError {
  try {
    json(bytes)
  } catch (error) {
    if (error instanceof TermError) return error
  }
  throw new Error('Expected a TermError')
}

describe('json', () => {
  it('can be named with its type where a function is wanted', () => {
    const deserialize = json<PriceTable>
    expectTypeOf(deserialize).toEqualTypeOf<(bytes: Uint8Array) => PriceTable>()
    expect(deserialize(utf8('{"EUR":1}')).EUR).toBe(1)
  })

  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 }), (value) => {
        const written = JSON.stringify(value)
        expect(json(utf8(written))).toEqual(JSON.parse(written))
      }),
    )
  })

  it('skips a byte order mark', () => {
    expect(json(concat([0xef, 0xbb, 0xbf], utf8('[1]')))).toEqual([1])
  })

  it('reads bytes in the middle of a larger buffer', () => {
    expect(json(utf8('xx[1]xx').subarray(2, 5))).toEqual([1])
  })

  it.each([
    ['a byte that is never UTF-8', [0x22, 0xff, 0x22]],
    ['a character cut in two', [0x22, 0xc3, 0x22]],
    ['an overlong form', [0x22, 0xc0, 0x80, 0x22]],
    ['half a surrogate pair', [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ])('refuses %s', (_, bytes) => {
    const error = errorOf(Uint8Array.from(bytes))
    expect(error).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
    expect(error.message).toContain('UTF-8')
  })

  it.each(['', ' ', '{"EUR":', "{'EUR':1}", '[1,]', 'NaN', '[1] [2]', '<html>'])('refuses %j', (text) => {
    const error = errorOf(utf8(text))
    expect(error).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', cause: expect.any(SyntaxError) })
    expect(error.message).toContain('JSON')
  })

  it('never quotes the payload, not in the cause either', () => {
    const error = errorOf(utf8('hunter2'))
    expect(error.message).not.toContain('hunter2')
    expect(JSON.stringify(error)).not.toContain('hunter2')
    expect(inspect(error)).not.toContain('hunter2')
    expect(inspect(error)).toContain('SyntaxError: Unexpected token')
    expect(isPoison(error)).toBe(true)
  })

  it('F31, P35, S13: lets no payload change a prototype', () => {
    const value = json<Record<string, unknown>>(
      utf8('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}'),
    )
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.hasOwn(value, '__proto__')).toBe(true)
    expect(value.admin).toBeUndefined()
    expect(Reflect.get({}, 'admin')).toBeUndefined()
  })
})
