/** Examples of freshness. @module */

import { describe, expect, it } from 'vitest'
import { freshness } from '../../../src/fetch/headers/freshness.ts'
import type { ResponseHeaders } from '../../../src/fetch/headers/response-headers.ts'

const NOW = Date.UTC(2026, 0, 1, 12)
const HOUR = 3_600_000
const at = (offset: number): string => new Date(NOW + offset).toUTCString()
const exchange = { sentAt: 1_000, receivedAt: 1_000, wallClock: NOW }

const freshForOf = (headers: ResponseHeaders, times = {}) =>
  freshness(headers, { ...exchange, ...times }).freshFor

describe('the lifetime', () => {
  it.each<[string, ResponseHeaders, number | undefined]>([
    ['is unknown when nothing is said', {}, undefined],
    ['is max-age', { 'cache-control': 'max-age=60' }, 60_000],
    ['is max-age whatever the case', { 'cache-control': 'MAX-AGE=60' }, 60_000],
    ['is max-age before Expires', { 'cache-control': 'max-age=60', expires: at(HOUR) }, 60_000],
    ['is Expires less Date', { expires: at(HOUR), date: at(0) }, HOUR],
    [
      'does not mind an origin whose clock is a day slow',
      { expires: at(-23 * HOUR), date: at(-24 * HOUR) },
      HOUR,
    ],
    [
      'does not mind an origin whose clock is a day fast',
      { expires: at(25 * HOUR), date: at(24 * HOUR) },
      HOUR,
    ],
    ['is Expires less now without a Date', { expires: at(HOUR) }, HOUR],
    ['is Expires less now with a broken Date', { expires: at(HOUR), date: 'today' }, HOUR],
    ['is 0 with Expires in the past', { expires: at(-HOUR), date: at(0) }, 0],
    ['is 0 with a broken Expires', { expires: '0' }, 0],
    ['is 0 with two Expires', { expires: [at(HOUR), at(HOUR)], date: at(0) }, 0],
    ['is the smallest of several', { 'cache-control': ['max-age=60', 'max-age=10'] }, 10_000],
    ['is 0 when one of several is broken', { 'cache-control': 'max-age=60, max-age=60a' }, 0],
    ['is 0 with no-store', { 'cache-control': 'no-store, max-age=60' }, 0],
    ['is 0 with no-cache', { 'cache-control': 'max-age=60, No-Cache' }, 0],
    ['is not that of shared caches', { 'cache-control': 's-maxage=60' }, undefined],
    ['minds neither private nor public', { 'cache-control': 'private, public, max-age=60' }, 60_000],
    [
      'is not what stands in a quoted string',
      { 'cache-control': 'ext="no-store, max-age=1", max-age=60' },
      60_000,
    ],
    ['is not guessed from Last-Modified', { 'last-modified': at(-24 * HOUR), date: at(0) }, undefined],
    ['is what max-age in quotes says', { 'cache-control': 'max-age="60"' }, 60_000],
    ['is 0 with max-age in single quotes', { 'cache-control': "max-age='60'" }, 0],
    ['is 0 with a fraction', { 'cache-control': 'max-age=60.5' }, 0],
    ['is 0 with less than nothing', { 'cache-control': 'max-age=-60' }, 0],
    ['is 0 with blanks around the sign', { 'cache-control': 'max-age = 60' }, 0],
    [
      'is 0 with a max-age of nothing, whatever Expires says',
      { 'cache-control': 'max-age', expires: at(HOUR) },
      0,
    ],
    [
      'is not that of a name that contains max-age',
      { 'cache-control': 'x-max-age=9, max-agex=9' },
      undefined,
    ],
    ['is 0 with a no-cache for some headers', { 'cache-control': 'no-cache="set-cookie", max-age=60' }, 0],
    [
      'is max-age where no-store is for others',
      { 'cache-control': 'must-understand, no-store, max-age=60' },
      60_000,
    ],
    [
      'is 0 with no-cache beside must-understand',
      { 'cache-control': 'must-understand, no-cache, max-age=60' },
      0,
    ],
    ['does not mind Pragma', { 'cache-control': 'max-age=60', pragma: 'no-cache' }, 60_000],
    [
      'does not mind a Vary by headers of the request',
      { 'cache-control': 'max-age=60', vary: 'accept, cookie' },
      60_000,
    ],
    ['is 0 with a Vary by anything', { 'cache-control': 'max-age=60', vary: '*' }, 0],
    ['is 0 with a Vary by anything, in a list', { 'cache-control': 'max-age=60', vary: 'accept, *' }, 0],
    ['is 0 with a Vary by anything, in a second line', { expires: at(HOUR), vary: ['accept', ' * '] }, 0],
    ['is 0 with an empty Expires', { expires: '' }, 0],
    ['is 0 with Expires in another zone', { expires: at(HOUR).replace('GMT', 'EST'), date: at(0) }, 0],
    ['is Expires whatever the case', { expires: at(HOUR).toLowerCase(), date: at(0) }, HOUR],
    ['is 0 with Expires at Date', { expires: at(0), date: at(0) }, 0],
    ['is not made of immutable alone', { 'cache-control': 'immutable' }, undefined],
    ['ends where numbers do', { 'cache-control': `max-age=${'9'.repeat(400)}` }, 2 ** 31 * 1_000],
  ])('%s', (_, headers, lifetime) => {
    expect(freshness(headers, exchange).lifetime).toBe(lifetime)
  })
})

describe('what is left of it', () => {
  const headers = { 'cache-control': 'max-age=60' }

  it('is all of it at first', () => {
    expect(freshForOf(headers)).toBe(60_000)
  })

  it('is nothing to go by where there is no lifetime', () => {
    expect(freshForOf({})).toBeUndefined()
    expect(freshForOf({ 'cache-control': 'no-store, max-age=60' })).toBeUndefined()
    expect(freshForOf({ 'cache-control': 'max-age=0' })).toBeUndefined()
  })

  it.each<[string, string | string[], number]>([
    ['counts', '20', 40_000],
    ['is the first of a list', '20, 50', 40_000],
    ['is the first of several lines', ['20', '50'], 40_000],
    ['can be all of it', '60', 0],
    ['can be more than it', '100', 0],
    ['counts in the first of a list with a nought', '20, 0', 40_000],
    ['is ignored when it is broken', 'x', 60_000],
    ['is ignored when the first of a list is broken', 'x, 20', 60_000],
    ['is ignored when it is empty', '', 60_000],
    ['is ignored when it is a fraction', '20.0', 60_000],
    ['is ignored when it has parameters', '20;a=b', 60_000],
    ['is ignored in quotes', '"20"', 60_000],
    ['adds no life when it is negative', '-5', 60_000],
    ['ends where numbers do', '9'.repeat(400), 0],
  ])('knows the age in the caches on the way, which %s', (_, age, left) => {
    expect(freshForOf({ ...headers, age })).toBe(left)
  })

  it('counts the time on the way', () => {
    expect(freshForOf(headers, { receivedAt: 3_000 })).toBe(58_000)
    expect(freshForOf({ ...headers, age: '10' }, { receivedAt: 3_000 })).toBe(48_000)
  })

  it('shrinks as time goes by, to nothing', () => {
    const leftAt = (now: number) => freshness(headers, exchange, now).freshFor

    expect(leftAt(11_000)).toBe(50_000)
    expect(leftAt(61_000)).toBe(0)
    expect(leftAt(1e12)).toBe(0)
  })

  it('is by the Date or by the age that is told, whichever is more', () => {
    expect(freshForOf({ ...headers, date: at(-20_000) })).toBe(40_000)
    expect(freshForOf({ ...headers, date: at(-20_000), age: '0' })).toBe(40_000)
    expect(freshForOf({ ...headers, date: at(-20_000), age: '30' })).toBe(30_000)
    expect(freshForOf({ 'cache-control': 'max-age=7200', date: at(-HOUR) })).toBe(HOUR)
    expect(freshForOf({ 'cache-control': 'max-age=7200', date: at(-HOUR), age: '60' })).toBe(HOUR)
  })

  it('believes the Date where the age is nonsense', () => {
    expect(freshForOf({ ...headers, date: at(-20_000), age: 'old' })).toBe(40_000)
  })

  it('is by the Date without bounds where the lifetime is a date as well', () => {
    const passed = { expires: at(-HOUR), date: at(-2 * HOUR) }

    expect(freshForOf(passed)).toBe(0)
    expect(freshForOf({ ...passed, age: '60' })).toBe(0)
    expect(freshForOf({ expires: at(HOUR), date: at(-2 * HOUR) })).toBe(HOUR)
  })

  it('takes a Date by which a max-age is over as it comes for a wrong clock', () => {
    expect(freshForOf({ ...headers, date: at(-60_000) })).toBe(60_000)
    expect(freshForOf({ ...headers, date: at(-HOUR) })).toBe(60_000)
    expect(freshForOf({ ...headers, date: at(-HOUR), age: '10' })).toBe(50_000)
    expect(freshForOf({ ...headers, date: at(HOUR) })).toBe(60_000)
  })
})
