/** What is no document of texts is refused, with its place and without a quote. @module */

import { describe, expect, test } from 'vitest'
import { TermError } from '../../../src/base/errors.ts'
import { lines } from '../../../src/decode/lines.ts'
import type { LinesOptions } from '../../../src/decode/table/index.ts'
import { fixed, remoteTerm, supervise } from '../../../src/index.ts'
import { textSetOf } from '../../support/text-sets.ts'

async function refusalOf(run: () => Promise<unknown>): Promise<TermError> {
  const outcome = await run().catch((error: unknown) => error)
  if (!(outcome instanceof TermError)) throw new Error('there is a set of it', { cause: outcome })
  return outcome
}

describe.each([1, 3, undefined])('in pieces of %s bytes', (size) => {
  test.each([
    [
      'a byte that is no UTF-8',
      Buffer.from('secret\n\nab\xffc\n', 'latin1'),
      'valid UTF-8 (byte 10, line 3)',
    ],
    ['a surrogate', Buffer.from('a\n\xed\xa0\x80', 'latin1'), 'valid UTF-8 (byte 3, line 2)'],
    ['an overlong form', Buffer.from('\xc0\xaf', 'latin1'), 'valid UTF-8 (byte 0, line 1)'],
    [
      'a character that is cut off',
      Buffer.from('a\n\xe2\x82', 'latin1'),
      'before it is complete (byte 4, line 2)',
    ],
    ['half a byte order mark', Buffer.from('\xef\xbb', 'latin1'), 'before it is complete (byte 2, line 1)'],
  ])('lines with %s', async (_, document, words) => {
    const error = await refusalOf(() => textSetOf(document, {}, size))
    expect(error).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
    expect(error.message).toContain(words)
    expect(error.message).not.toContain('secret')
  })

  test.each([
    ['an object', '{"secret":1}', 'not an array of strings (byte 0, entry 1)'],
    ['a number in it', '["secret", 1]', 'not an array of strings (byte 11, entry 2)'],
    ['null in it', '[null]', 'not an array of strings (byte 1, entry 1)'],
    ['an array in it', '["a",["b"]]', 'not an array of strings (byte 5, entry 2)'],
    ['two commas', '["a",,"b"]', 'not valid JSON (byte 5, entry 2)'],
    ['a comma at its end', '["a",]', 'not valid JSON (byte 5, entry 2)'],
    ['no comma', '["a" "b"]', 'not valid JSON (byte 5, entry 2)'],
    ['an end that is missing', '["a"', 'before it is complete (byte 4, entry 2)'],
    ['something after it', '["a"] x', 'not valid JSON (byte 6, entry 2)'],
    ['an odd escape', '["\\x"]', 'not valid JSON (byte 3, entry 1)'],
    ['a newline in a string', '["a\nb"]', 'not valid JSON (byte 3, entry 1)'],
    ['nothing', '  ', 'before it is complete (byte 2, entry 1)'],
  ])('an array of %s', async (_, document, words) => {
    const error = await refusalOf(() => textSetOf(document, { format: 'json' }, size))
    expect(error.message).toContain(words)
    expect(error.message).not.toContain('secret')
  })
})

test('fewer texts than there have to be', async () => {
  const made = (document: string, options?: LinesOptions) =>
    lines(options)(Buffer.from(document)) as Promise<unknown>
  expect(await refusalOf(() => made('\n# no\n', { comments: '#' }))).toMatchObject({
    code: 'ERR_TERM_GUARD',
    message: 'minRecords 1: 0 records',
  })
  expect((await refusalOf(() => made('a\na', { minRecords: 2 }))).message).toBe('minRecords 2: 1 record')
  expect(await made('', { minRecords: 0 })).toMatchObject({ size: 0 })
})

test('fewer texts than there have to be are the affair of the gate, in a term', async () => {
  const blocked = remoteTerm({
    name: 'blocked',
    fetcher: fixed('a\na'),
    deserialize: lines({ minRecords: 2 }),
    refreshInterval: null,
    start: 'background',
  })
  const tree = await supervise({ blocked })
  await expect(blocked.refresh()).rejects.toMatchObject({ code: 'ERR_TERM_GUARD', stage: 'validate' })
  await tree.stop()
})

test.each([
  ['of one line', '["a.example","b.example"]'],
  ['of one entry', '["a.example"]'],
  ['of many lines', '[\n  "a.example",\n  "b.example"\n]\n'],
])('an array of JSON %s that is read as lines', async (_, document) => {
  const error = await refusalOf(() => lines()(Buffer.from(document)))
  expect(error).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
  expect(error.message).toContain("`lines({ format: 'json' })`")
})

test.each(['[\n]\n', '[\n(\n]\n', '[\n"quoted"\n', '[x]\n["'])(
  '%j is no array, but lines',
  async (document) => {
    expect((await lines()(Buffer.from(document))).size).toBe(document.trim().split('\n').length)
  },
)

test.each([
  [{ format: 'csv' }, /`format` to be one of lines, json/],
  [{ comments: '' }, /`comments` to be 1 to 16 characters/],
  [{ comments: '# ' }, /without white space/],
  [{ comments: '#'.repeat(17) }, /1 to 16/],
  [{ trim: 1 }, /`trim` to be a boolean/],
  [{ caseless: 'yes' }, /`caseless` to be a boolean/],
  [{ minRecords: -1 }, /`minRecords` to be a whole number/],
  [{ changes: 0.5 }, /`changes` to be a whole number/],
  [{ format: 'json', comments: '#' }, /`comments` to be left out where the format is json/],
  [{ format: 'json', trim: true }, /`trim` to be left out/],
  [{ comment: '#' }, /made of format, .*comment/],
])('options that can not be: %j', (options, words) => {
  expect(() => lines(options as never)).toThrow(TypeError)
  expect(() => lines(options as never)).toThrow(words)
})

test('to ask for what is no text is a mistake', async () => {
  const set = await textSetOf('1')
  expect(() => set.has(1 as never)).toThrow(TypeError)
})
