/** What an origin says of a body as a dictionary (RFC 9842, section 2.1): which requests it is for, and within which bounds. @module */

import { describe, expect, test } from 'vitest'
import { dictionaryId } from '../../../src/fetch/http/use-as-dictionary.ts'

const idOf = (said: string, path = '/prices/today.json') =>
  dictionaryId({ 'use-as-dictionary': said }, new URL(path, 'https://cdn.example.com'))

test('a pattern of many stars froze the event loop', () => {
  expect(idOf(`match="/${'*a'.repeat(900)}zz"`, `/${'a'.repeat(10_000)}`)).toBe(undefined)
  expect(idOf(`match="/${'*a'.repeat(900)}*"`, `/${'a'.repeat(10_000)}`)).toBe('')
})

describe('a pattern', () => {
  test.each([
    '/prices/today.json',
    '/prices/*',
    '*',
    '/*/today.json',
    '/p*s/*.json',
    '/**.json',
    '/prices/today.json*',
    '/*prices/today.json',
    'https://cdn.example.com/prices/*',
  ])('%s is one for the URL', (match) => {
    expect(idOf(`match="${match}"`)).toBe('')
  })

  test.each([
    '/prices',
    '/prices/*.xml',
    '/prices/today.json/*',
    '/prices/today*today.json',
    '/*/*/*',
    '/p*today*prices*n',
    '/prices/today.json*n',
    'https://example.org/prices/*',
    `/prices/${'*'.repeat(2100)}`,
  ])('%s is none', (match) => {
    expect(idOf(`match="${match}"`)).toBe(undefined)
  })
})

test.each<[string, string | undefined]>([
  ['id="v1"', 'v1'],
  [`id="${'x'.repeat(1024)}"`, 'x'.repeat(1024)],
  [`id="${'x'.repeat(1025)}"`, undefined],
  ['id=token', undefined],
  ['match-dest=()', ''],
  ['match-dest=("document" "")', ''],
  ['match-dest=("document" "frame")', undefined],
  ['match-dest=("\\"\\"")', undefined],
  ['match-dest="document"', undefined],
])('what else is said counts: %s', (more, id) => {
  expect(idOf(`match="/prices/*", ${more}`)).toBe(id)
})
