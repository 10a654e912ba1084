/** HTTP dates in their three forms, and what is none. @module */

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseHttpDate } from '../../../src/fetch/headers/http-date.ts'

const NOW = Date.UTC(2026, 0, 1)
const parse = (text: string, now = NOW) => {
  const ms = parseHttpDate(text, now)
  return ms === undefined ? undefined : new Date(ms).toISOString()
}

describe('an HTTP date', () => {
  it.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37.000Z'],
    ['Sun Nov 16 08:49:37 1994', '1994-11-16T08:49:37.000Z'],
    ['sun, 06 NOV 1994 08:49:37 gmt', '1994-11-06T08:49:37.000Z'],
    ['Thu, 29 Feb 2024 00:00:00 GMT', '2024-02-29T00:00:00.000Z'],
    ['Sat, 31 Dec 2016 23:59:60 GMT', '2017-01-01T00:00:00.000Z'],
    ['Sat, 01 Jan 0050 00:00:00 GMT', '0050-01-01T00:00:00.000Z'],
    ['Friday, 31-Dec-76 00:00:00 GMT', '2076-12-31T00:00:00.000Z'],
    ['Friday, 31-Dec-77 00:00:00 GMT', '1977-12-31T00:00:00.000Z'],
  ])('of %s is %s', (text, iso) => {
    expect(parse(text)).toBe(iso)
  })

  it.each([
    '',
    '0',
    '-1',
    'never',
    '1994-11-06T08:49:37Z',
    'Sun, 6 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 06 Nov 1994 08:49:37 UTC',
    'Sun, 06 Nov 1994 08:49:37 +0100',
    'Sun, 06 Nov 1994 08:49:37 EST',
    'Sun, 06 Nov 94 08:49:37 GMT',
    'Sun, 06 Nov 1994 8:49:37 GMT',
    'Sun, 06 Nov 1994 08.49.37 GMT',
    'Sun 06 Nov 1994 08:49:37 GMT',
    'Sun,  06 Nov 1994 08:49:37 GMT',
    'Sun, 06-Nov-1994 08:49:37 GMT',
    'Xyz, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    'Sun, 00 Nov 1994 08:49:37 GMT',
    'Sun, 31 Nov 1994 08:49:37 GMT',
    'Wed, 29 Feb 2023 00:00:00 GMT',
    'Sun, 06 Nov 1994 24:00:00 GMT',
    'Sun, 06 Nov 1994 08:60:00 GMT',
    'Sun, 06 Nov 1994 08:49:61 GMT',
    ' Sun, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMT\n',
  ])('is not `%s`', (text) => {
    expect(parse(text)).toBeUndefined()
  })

  it('is read in each form as it was written', async () => {
    const date = fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    await fc.assert(
      fc.property(date, (when) => {
        const seconds = Math.floor(when.getTime() / 1_000) * 1_000
        const [weekday, day, month, year, time] = when.toUTCString().replace(',', '').split(' ')

        expect(parseHttpDate(when.toUTCString(), NOW)).toBe(seconds)
        expect(parseHttpDate(`${weekday} ${month} ${day?.replace(/^0/, ' ')} ${time} ${year}`, NOW)).toBe(
          seconds,
        )
      }),
    )
  })

  it('with two digits of year is at most 50 years ahead, and less than 50 behind', async () => {
    const years = fc.tuple(fc.integer({ min: 1_000, max: 9_000 }), fc.integer({ min: 0, max: 99 }))
    await fc.assert(
      fc.property(years, ([thisYear, twoDigits]) => {
        const text = `Monday, 01-Jul-${String(twoDigits).padStart(2, '0')} 00:00:00 GMT`
        const year = new Date(parseHttpDate(text, Date.UTC(thisYear, 5)) ?? Number.NaN).getUTCFullYear()

        expect(year % 100).toBe(twoDigits)
        expect(year - thisYear).toBeLessThanOrEqual(50)
        expect(year - thisYear).toBeGreaterThan(-50)
      }),
    )
  })
})
