/** What a signed comment claims. @module */

import { describe, expect, it } from 'vitest'
import { claimOf, momentOf } from '../../../../src/gate/signature/minisign/comment.ts'

describe('a comment', () => {
  it.each<[string, string, object]>([
    ['fields with spaces between them', 'name=prices version=7', { name: 'prices', version: '7' }],
    ['colons', 'name:prices version:7', { name: 'prices', version: '7' }],
    ['tabs', 'name=prices\tversion=7\tfile:my prices.json', { name: 'prices', version: '7' }],
    [
      'what minisign writes by itself',
      'timestamp:1795958828\tfile:f\thashed',
      { signedAt: 1_795_958_828_000 },
    ],
    ['`term` for `name`', 'term=prices', { name: 'prices' }],
    [
      'several spaces',
      '  name=prices   version=v1.2.3-rc.1+7 ',
      { name: 'prices', version: 'v1.2.3-rc.1+7' },
    ],
    ['spaces around a tab', 'name=prices \t version= 7', { name: 'prices', version: '7' }],
    ['a moment with colons', 'expires:2030-01-01T00:00:00Z', { expires: Date.UTC(2030, 0, 1) }],
    ['nothing', '', {}],
    ['words', 'the prices of today, hashed', {}],
    ['fields of its own', 'commit=abc build:7 constructor=x __proto__=y', {}],
  ])('has %s', (_, comment, claim) => {
    expect(claimOf(comment)).toEqual(claim)
  })

  it.each<[string, string, string]>([
    ['a name that no term has', 'name=a/b', "its `name` can't be read"],
    ['a name without a value', 'name=', "its `name` can't be read"],
    ['a name with spaces behind tabs', 'name=prices version=7\tx', "its `name` can't be read"],
    ['an expiry that is none', 'expires=tomorrow', "its `expires` can't be read"],
    ['an expiry in milliseconds', 'expires=1795958828000', "its `expires` can't be read"],
    ['a second name', 'name=prices name=rates', 'it has a second `name`'],
    ['the same name twice', 'name=prices name=prices', 'it has a second `name`'],
    ['a name and a term', 'name=prices term=prices', 'it has a second `term`'],
    ['a key in capitals', 'Expires=2030-01-01', 'its `expires` is not in small letters'],
  ])('is refused for %s', (_, comment, fault) => {
    expect(claimOf(comment)).toEqual({ fault })
  })
})

describe('a moment', () => {
  it.each<[string, number]>([
    ['100000000', 100_000_000_000],
    ['1795958828', 1_795_958_828_000],
    ['253402300799', 253_402_300_799_000],
    ['2026-12-01', Date.UTC(2026, 11, 1)],
    ['2026-12-01T10:30Z', Date.UTC(2026, 11, 1, 10, 30)],
    ['2026-12-01T10:30:15Z', Date.UTC(2026, 11, 1, 10, 30, 15)],
    ['2026-12-01T10:30:15.250Z', Date.UTC(2026, 11, 1, 10, 30, 15, 250)],
    ['2026-12-01T10:30:15.123456789Z', Date.UTC(2026, 11, 1, 10, 30, 15, 123)],
    ['2026-12-01T10:30:15+02:00', Date.UTC(2026, 11, 1, 8, 30, 15)],
    ['2028-02-29', Date.UTC(2028, 1, 29)],
  ])('is %s', (text, moment) => {
    expect(momentOf(text)).toBe(moment)
  })

  it.each([
    '',
    '0',
    '-1',
    '1.5',
    '1e9',
    '1795958828000',
    '2026-02-30',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-12-01T10:30',
    '2026-12-01T24:00Z',
    '2026-12-01T10:60Z',
    '2026-12-01T10:30:60Z',
    '2026-12-01T10:30:15+24:00',
    '2026-12-01 10:30Z',
    '20261201',
    '0000-01-01',
    '+012026-12-01',
    'Tue, 01 Dec 2026 00:00:00 GMT',
  ])('is not "%s"', (text) => {
    expect(momentOf(text)).toBeUndefined()
  })
})
