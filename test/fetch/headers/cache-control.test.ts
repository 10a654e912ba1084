/** `Cache-Control` in all its spellings. @module */

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  deltaSeconds,
  directiveSeconds,
  parseCacheControl,
} from '../../../src/fetch/headers/cache-control.ts'

const parsed = (header: string | string[] | undefined) => Object.fromEntries(parseCacheControl(header))

describe('Cache-Control', () => {
  it.each<[string | string[] | undefined, object]>([
    [undefined, {}],
    ['', {}],
    ['no-store', { 'no-store': [true] }],
    ['Max-Age=60, No-Cache', { 'max-age': ['60'], 'no-cache': [true] }],
    [['max-age=60', 'must-revalidate'], { 'max-age': ['60'], 'must-revalidate': [true] }],
    ['max-age="60"', { 'max-age': ['60'] }],
    [' , max-age=60 ,, ', { 'max-age': ['60'] }],
    [
      'private="set-cookie, max-age=9", max-age=60',
      { private: ['set-cookie, max-age=9'], 'max-age': ['60'] },
    ],
    ['ext="a \\" b, max-age=9", max-age=60', { ext: ['a " b, max-age=9'], 'max-age': ['60'] }],
    ['ext="never closed, max-age=60', { ext: [false] }],
    ['max-age=60 junk', { 'max-age': [false] }],
    ['max-age = 60', { 'max-age': [false] }],
    ['max-age=', { 'max-age': [false] }],
    ['max-age=1, max-age=2', { 'max-age': ['1', '2'] }],
    ['=60, @x, max-age=1', { 'max-age': ['1'] }],
    ['__proto__=1', Object.fromEntries([['__proto__', ['1']]])],
  ])('of %j has the directives %j', (header, directives) => {
    expect(parsed(header)).toEqual(directives)
  })

  it('never fails, whatever is in it', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (header) => {
        for (const values of parseCacheControl(header).values()) expect(values.length).toBeGreaterThan(0)
      }),
    )
  })

  it('gives back every directive that was written into it', async () => {
    const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/)
    const quoted = fc.stringMatching(/^[ -~]{0,20}$/)
    await fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(token, quoted), { maxLength: 20, selector: ([name]) => name }),
        (directives) => {
          const written = directives.map(([name, value]) => `${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`)

          expect(parsed(written.join(', '))).toEqual(
            Object.fromEntries(directives.map(([name, value]) => [name, [value]])),
          )
        },
      ),
    )
  })
})

describe('seconds', () => {
  it.each<[string, number | undefined]>([
    ['public', undefined],
    ['max-age=60', 60],
    ['max-age=0060', 60],
    ['max-age=60, max-age=10', 10],
    ['max-age=60, max-age=60a', 0],
    ['max-age', 0],
    ['max-age=-1', 0],
    ['max-age=1.5', 0],
    ['max-age=1e3', 0],
    [`max-age=${'9'.repeat(400)}`, 2 ** 31],
  ])('of max-age in `%.30s` are %s', (header, seconds) => {
    expect(directiveSeconds(parseCacheControl(header), 'max-age')).toBe(seconds)
  })

  it('are digits alone, and never more than 2^31', async () => {
    await fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (seconds) => {
        expect(deltaSeconds(String(seconds))).toBe(Math.min(2 ** 31, Number(seconds)))
      }),
    )
    for (const text of ['', ' 1', '+1', '-1', '1 ', '0x1', '１', true, undefined]) {
      expect(deltaSeconds(text)).toBeUndefined()
    }
  })
})
