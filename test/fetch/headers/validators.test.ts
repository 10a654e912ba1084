/** What a validator proves, and which 304 confirms it. @module */

import { validateHeaderValue } from 'node:http'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  conditionsOf,
  confirms,
  etagOf,
  readValidators,
  strongEtag,
  validatorsOf,
} from '../../../src/fetch/headers/validators.ts'

const MONDAY = 'Mon, 06 May 2024 10:00:00 GMT'
const TUESDAY = 'Tue, 07 May 2024 10:00:00 GMT'
const NOW = Date.parse('Wed, 08 May 2024 10:00:00 GMT')

describe('S19: a tag', () => {
  it.each(['"a"', 'W/"a"', '""', '"a,b"', '"*"', '"a,*"', 'without-quotes', 'W/"odd \\" \xe9 tag'])(
    'is a validator: %s',
    (tag) => {
      expect(etagOf(tag)).toBe(tag)
    },
  )

  it.each([
    '*',
    ' * ',
    '*, "a"',
    '"a", *',
    '"a", "b"',
    '',
    'a\nb',
    `"${'1'.repeat(2_000)}"`,
    ['"a"', '"b"'],
    7,
    undefined,
  ])('that is none: %j', (tag) => {
    expect(etagOf(tag)).toBeUndefined()
  })

  it.each(['W/"a"', 'a', '"a', 'w/"a"', '"a"b"'])('that proves no bytes: %s', (etag) => {
    expect(strongEtag({ etag })).toBeUndefined()
  })
})

describe('a date is asked with', () => {
  const asks = (lastModified: string, date?: string) =>
    'if-modified-since' in
    conditionsOf(validatorsOf({ 'last-modified': lastModified, ...(date && { date }) }, NOW))

  it.each([
    ['a second before it was sent', MONDAY, 'Mon, 06 May 2024 10:00:01 GMT', true],
    ['within the second in which it was sent', MONDAY, MONDAY, false],
    ['after it was sent', TUESDAY, MONDAY, false],
    ['a minute before it came without a date', 'Wed, 08 May 2024 09:59:00 GMT', undefined, true],
    ['less than a minute before it came without a date', 'Wed, 08 May 2024 09:59:01 GMT', undefined, false],
    ['before it came with what is no date', TUESDAY, 'Tuesday', true],
    ['when it is no date itself', 'yesterday', TUESDAY, false],
  ])('made %s: %s, %s: %s', (_, lastModified, date, expected) => {
    expect(asks(lastModified, date)).toBe(expected)
  })
})

describe('a tag of what was compressed is asked with both as it came and as it was before', () => {
  it.each([
    ['"a-gzip"', 'gzip', '"a-gzip", "a"'],
    ['"a-gzip"', 'x-gzip', '"a-gzip", "a"'],
    ['W/"a-br"', 'br', 'W/"a-br", W/"a"'],
    ['"a-gzip"', 'br', '"a-gzip"'],
    ['"a-gzip"', undefined, '"a-gzip"'],
    ['a-gzip', 'gzip', 'a-gzip'],
  ])('%s with the coding %s: %s', (etag, coding, expected) => {
    const validators = validatorsOf({ etag, 'content-encoding': coding }, NOW)
    expect(conditionsOf(validators)['if-none-match']).toBe(expected)
  })
})

describe('a 304', () => {
  const strong = { etag: '"a"', lastModified: MONDAY }
  const weak = { etag: 'W/"a"', lastModified: MONDAY }
  const coded = { etag: '"a-gzip"', uncodedEtag: '"a"', lastModified: MONDAY }
  const dated = { lastModified: MONDAY }
  const at = (date: string, etag?: string) => ({ 'last-modified': date, ...(etag && { etag }) })

  it.each([
    ['repeats a strong tag, whatever its date', strong, at(TUESDAY, '"a"'), true],
    ['has the weak form of our tag', strong, { etag: 'W/"a"' }, true],
    ['has the weak form of our tag, and another date', strong, at(TUESDAY, 'W/"a"'), false],
    ['has the strong form of our weak tag', weak, at(MONDAY, '"a"'), true],
    ['has the strong form of our weak tag, and another date', weak, at(TUESDAY, '"a"'), false],
    ['repeats a weak tag with another date', weak, at(TUESDAY, 'W/"a"'), false],
    ['has another tag with our date', strong, at(MONDAY, '"b"'), false],
    ['has no tag, and our date', strong, at(MONDAY), true],
    ['has no tag, and another date', strong, at(TUESDAY), false],
    ['has nothing', strong, {}, true],
    ['has the tag as it was before the coding', coded, { etag: '"a"' }, true],
    ['has the tag as it was before the coding, and another date', coded, at(TUESDAY, '"a"'), false],
    ['has our date', dated, at(MONDAY), true],
    ['has our date in another form', dated, at('Monday, 06-May-24 10:00:00 GMT'), true],
    ['has an older date', { lastModified: TUESDAY }, at(MONDAY), false],
    ['has what is no date', dated, at('Monday'), false],
    ['has nothing, where we have a date', dated, {}, true],
    ['has a tag where we have none, and our date', dated, at(MONDAY, '"a"'), true],
    ['has a tag where we have none, and no date', dated, { etag: '"a"' }, false],
  ])('that %s', (_, ours, theirs, expected) => {
    expect(confirms(ours, theirs)).toBe(expected)
  })
})

it('whatever a disk gives back, what is asked with is legal, and never asks for anything at all', () => {
  const fields = ['etag', 'uncodedEtag', 'lastModified', 'dateIsWeak'] as const
  const value = fc.oneof(
    fc.anything(),
    fc.string({ size: 'max', maxLength: 2_000 }),
    fc.constantFrom('*', '"a", *'),
  )
  const kept = fc.record(Object.fromEntries(fields.map((field) => [field, value])), { requiredKeys: [] })
  fc.assert(
    fc.property(kept, (known) => {
      for (const [name, header] of Object.entries(conditionsOf(readValidators(known)))) {
        validateHeaderValue(name, header)
        expect(header.replaceAll(/"[^"]*"/g, '')).not.toMatch(/(?:^|,)\s*\*\s*(?:,|$)/)
      }
    }),
  )
})
