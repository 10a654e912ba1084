/** What of a document of texts is an entry. @module */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textSetOf } from '../../support/text-sets.ts'

describe('lines', () => {
  test.each([
    ['of LF and CRLF, the last one without an end', 'one\r\ntwo\nthree', ['one', 'two', 'three']],
    ['with blank ones between', '\n\n one\n \t\r\n\ntwo\n\n', ['one', 'two']],
    ['with spaces and tabs around them', ' one \n\ttwo words\t\r\nthree', ['one', 'two words', 'three']],
    ['after a byte order mark', '\ufeffone\n\ufefftwo', ['one', '\ufefftwo']],
    ['that come again', 'b\na\nb\n b', ['b', 'a']],
    ['of whatever is no newline', 'a\0b\nc\rd\n\u2028e\n"f', ['a\0b', 'c\rd', '\u2028e', '"f']],
    ['of nothing', '', []],
    ['of a mark alone', '\ufeff', []],
    ['that begin as a mark does', '\uf900\n', ['\uf900']],
  ])('%s', async (_, document, texts) => {
    for (const size of [1, 2, 5, undefined]) {
      const set = await textSetOf(document, {}, size)
      expect([...set]).toEqual(texts)
      expect(set.size).toBe(texts.length)
    }
  })

  test('may keep their spaces, but those of blanks alone are none', async () => {
    const set = await textSetOf(' one \r\n  \ntwo\t\n\r\nthree\r', { trim: false })
    expect([...set]).toEqual([' one ', 'two\t', 'three\r'])
  })

  test('lose their comments, and nothing that looks like one within a word', async () => {
    const document = '# all\n10.0.0.0/8 # inner\nc#\n\t#more\nlast\t#\n#'
    expect([...(await textSetOf(document, { comments: '#' }))]).toEqual(['10.0.0.0/8', 'c#', 'last'])
    expect([...(await textSetOf('a // b\nhttp://c\n/ d\n//', { comments: '//' }))]).toEqual([
      'a',
      'http://c',
      '/ d',
    ])
    expect([...(await textSetOf('a — b\n— c\nd', { comments: '—' }))]).toEqual(['a', 'd'])
    expect([...(await textSetOf(' a # b\n  # c', { comments: '#', trim: false }))]).toEqual([' a '])
  })

  test('without a mark have no comments', async () => {
    expect([...(await textSetOf('#one\na # b'))]).toEqual(['#one', 'a # b'])
  })

  test('are found in small letters and large ones, where that is asked for, and only those of ASCII', async () => {
    const set = await textSetOf('Example.COM\nexample.com\nÄ\n[a]{Z}@', { caseless: true })
    expect([...set]).toEqual(['example.com', 'Ä', '[a]{z}@'])
    expect(['EXAMPLE.com', 'Ä', '[A]{z}@'].every((text) => set.has(text))).toBe(true)
    expect(['ä', '{a}{z}@', 'example.co\u212a'].some((text) => set.has(text))).toBe(false)
    expect(set.duplicates).toBe(1)
    expect((await textSetOf('Example.COM')).has('example.com')).toBe(false)
  })
})

const word = fc
  .string({ unit: 'binary', maxLength: 40 })
  .filter((text) => Buffer.from(text).toString() === text)
const lineOf = (text: string): string => text.replace(/[\r\n]/g, ' ')
const BLANKS = /^[ \t\r]+|[ \t\r]+$/g

test('a document of lines is the set that a split makes of it, in pieces of every size', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(word.map(lineOf), fc.constantFrom('\n', '\r\n', '\n\n')), { maxLength: 50 }),
      fc.integer({ min: 1, max: 40 }),
      async (lines, size) => {
        const document = lines.flat().join('')
        const expected = new Set(
          document
            .replace(/^\ufeff/, '')
            .split('\n')
            .map((line) => line.replace(BLANKS, ''))
            .filter((line) => line !== ''),
        )
        const set = await textSetOf(document, {}, size)
        expect([...set.values()]).toEqual([...expected])
        expect([...expected].every((text) => set.has(text))).toBe(true)
        expect(set.has('is not there')).toBe(false)
      },
    ),
    { numRuns: 150 },
  ))

/** Writes some of its characters as escapes. */
const spelled = (text: string): string =>
  text.replace(/[a-m]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

test('an array of strings is the set of what `JSON.parse` gives, in pieces of every size', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 50 }),
      fc.constantFrom('', ' ', '\n\t'),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      async (texts, between, size, caseless) => {
        const strings = texts.map((text, at) => (at % 2 ? JSON.stringify(text) : spelledJson(text)))
        const document = `${between}[${strings.join(`${between},${between}`)}${between}]${between}`
        const small = (text: string) => (caseless ? text.replace(/[A-Z]/g, (a) => a.toLowerCase()) : text)
        const expected = new Set((JSON.parse(document) as string[]).map(small))
        const set = await textSetOf(document, { format: 'json', trim: false, caseless }, size)
        expect([...set]).toEqual([...expected])
        expect(texts.every((text) => set.has(text))).toBe(true)
        expect(set.duplicates).toBe(texts.length - expected.size)
      },
    ),
    { numRuns: 150 },
  ))

const spelledJson = (text: string): string => {
  const json = JSON.stringify(text)
  return json.includes('\\') ? json : spelled(json)
}

test('a line may be larger than a piece, many times', async () => {
  const long = 'é'.repeat(1_500_000)
  for (const size of [20_000, 300_000, 7_000_000]) {
    expect([...(await textSetOf(`a\n${long}\nb`, {}, size))]).toEqual(['a', long, 'b'])
    const json = await textSetOf(JSON.stringify(['a', long, 'b']), { format: 'json' }, size)
    expect([...json]).toEqual(['a', long, 'b'])
  }
})
