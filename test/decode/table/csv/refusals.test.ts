/** CSV that isn't what it should be is refused with its place. @module */

import { describe, expect, test } from 'vitest'
import { TermError } from '../../../../src/base/errors.ts'
import { rows, table } from '../../../../src/index.ts'
import { type CsvCut, saidOf } from '../../../support/csv-texts.ts'

const WITHIN = 'A quote stands within a field that has none around it'
const AFTER = 'Something follows the quote that closes a field'
const UNCLOSED = 'A quote opens a field, and none closes it'
const MANY = 'The row has more fields than there are columns, which are 2'
const FEW = 'The row has fewer fields than there are columns, which are 2'
const RETURN = 'A carriage return stands without a line feed'
const UTF8 = 'The payload is not valid UTF-8'

const bytes = (...parts: (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part))))

describe.each<[string, string | Uint8Array, string, CsvCut?]>([
  ['a quote within a field', 'a,b\n1,2"3\n', `${WITHIN} (byte 7, record 1)`],
  ['a quote behind a blank', 'a,b\n1, "2"\n', `${WITHIN} (byte 7, record 1)`],
  ['a quote within a number', 'a,b\n1,2"3\n', `${WITHIN} (byte 7, record 1)`, { types: { b: 'number' } }],
  ['text behind quotes', 'a,b\n1,"2"3\n', `${AFTER} (byte 9, record 1)`],
  ['a blank behind quotes', 'a,b\n1,"2" \n', `${AFTER} (byte 9, record 1)`],
  ['quotes that nothing closes', 'a,b\n1,2\n3,"4\n5,6\n', `${UNCLOSED} (byte 10, record 2)`],
  ['a number with such quotes', 'a,b\n1,"2', `${UNCLOSED} (byte 6, record 1)`, { types: { b: 'number' } }],
  ['a field too many', 'a,b\n1,2\n3,4,5\n', `${MANY} (byte 11, record 2)`],
  ['a field too few', 'a,b\n1,2\n3\n', `${FEW} (byte 9, record 2)`],
  ['a field too few at the end', 'a,b\n1,2\n3', `${FEW} (byte 9, record 2)`],
  ['an empty line', 'a,b\n1,2\n\n3,4\n', `${FEW} (byte 8, record 2)`],
  ['a lone carriage return', 'a,b\r\n1,2\r3,4', `${RETURN} (byte 8, record 1)`],
  ['a carriage return at the end', 'a,b\n1,2\r', `${RETURN} (byte 7, record 1)`],
  ['a carriage return behind quotes', 'a,b\n1,"2"\rx', `${RETURN} (byte 9, record 1)`],
  ['half a character', bytes('a,b\n1,', 0xc3, '\n'), `${UTF8} (byte 7, record 1)`],
  ['half a character in quotes', bytes('a,b\n1,"', 0xe2, 0x82, '"\n'), `${UTF8} (byte 9, record 1)`],
  ['half a character at the end', bytes('a,b\n1,ä', 0xf0, 0x9f), `${UTF8} (byte 10, record 1)`],
  ['a surrogate', bytes('a,b\n1,', 0xed, 0xa0, 0x80), `${UTF8} (byte 7, record 1)`],
  ['an overlong form', bytes('a,b\n1,', 0xc0, 0x80), `${UTF8} (byte 6, record 1)`],
  ['text of another alphabet', bytes('a,b\n1,', 0xfc, 'x\n'), `${UTF8} (byte 6, record 1)`],
  ['a header in UTF-16', bytes(0xff, 0xfe, 'a', 0, ',', 0), `${UTF8} (byte 0, header)`],
  ['a quote within a name', 'a,b"c\n1,2\n', `${WITHIN} (byte 3, header)`],
  ['no header', '', 'The payload has no header'],
  ['nothing but a byte order mark', '\ufeff', 'The payload has no header'],
  ['a name twice', 'x,y,x\n', 'The header has the same name for columns 1 and 3'],
  [
    'a type for no column',
    'a,b\n1,2\n',
    'The header has no column `total`, which `types` names',
    { types: { total: 'number' } },
  ],
  [
    'a type for a column of nearly this name',
    'id,price\n1,2\n',
    'The header has no column `prize`, which `types` names; did you mean `price`?',
    { types: { prize: 'number' } },
  ],
  [
    'a type for a column, where another sign separates them',
    'a|b\n1|2\n',
    "The header has no column `b`, which `types` names; the header is one column, of which `separator: '|'` makes several",
    { types: { b: 'number' } },
  ],
  [
    'a comma within a number, where another sign separates the columns',
    'a;b\n1;2,5\n',
    "The row has more fields than there are columns, which are 1; the header is one column, of which `separator: ';'` makes several (byte 7, record 1)",
  ],
])('%s', (_, document, said, cut) => {
  test('is refused with its place, whatever the pieces', async () => {
    for (const size of [1, 2, 3, 5, 1000]) expect(await saidOf(document, { ...cut, size })).toBe(said)
  })
})

test('another separator is told of a key that is not in the header', async () => {
  const said = (document: string) =>
    table({ format: 'csv', key: 'a' })(bytes(document)).catch(({ message }: Error) => message)
  const field = 'The record has no field `a`, where `key` says that its key is'
  const several = (option: string) => `; the header is one column, of which ${option} makes several`
  expect(await said('a;b\n1;2\n')).toBe(`${field}${several("`separator: ';'`")} (byte 4, record 1)`)
  expect(await said('a\tb\n1\t2\n')).toBe(`${field}${several("`format: 'tsv'`")} (byte 4, record 1)`)
  expect(await said('b\n1\n')).toBe(`${field} (byte 2, record 1)`)
})

test('no rows are told as such, and what lets them pass', async () => {
  const none = 'no records: `minRecords: 0` lets it pass'
  for (const types of [{}, 'infer'] as const) {
    const given = { format: 'csv', types } as const
    await expect(table({ ...given, key: 'a' })(bytes('a,b\n'))).rejects.toThrow(
      `The payload has a header and ${none}`,
    )
    await expect(rows({ ...given, header: ['a'] })(bytes(''))).rejects.toThrow(`The payload has ${none}`)
    expect((await table({ ...given, key: 'a', minRecords: 0 })(bytes('a,b\n'))).size).toBe(0)
  }
})

test('a header of more than 128 KiB is refused', async () => {
  expect(await saidOf(`${'x'.repeat(140_000)},b\n1,2`)).toBe('The header has more than 131072 bytes as JSON')
  expect(await saidOf(Array(60_000).join(','), {})).toContain('The header has')
})

describe('what a table refuses', () => {
  const refusal = (document: string, types = {}) =>
    table({ format: 'csv', key: 'id', types })(Buffer.from(document)).catch((error: unknown) => error)

  test('has the place in the document, not in what was made of it', async () => {
    const rows = Array.from({ length: 50_000 }, (_, at) => `${at},"row ""${at}"""\r\n`)
    const document = (at: number) => `id,name\r\n${rows.with(at, ',"no key"\r\n').join('')}`
    for (const at of [0, 1, 30_000, 49_999]) {
      const error = await refusal(document(at), { id: 'number' })
      const offset = 9 + rows.slice(0, at).join('').length
      expect(error).toBeInstanceOf(TermError)
      expect((error as Error).message).toMatch(new RegExp(`\\(byte ${offset}, record ${at + 1}\\)$`))
    }
  })

  test('is a header that has no such column', async () => {
    expect((await refusal('a,b\n1,2\n')) as Error).toMatchObject({
      code: 'ERR_TERM_DESERIALIZE',
      message: expect.stringMatching(/^The record has no field `id`, .*\(byte 4, record 1\)$/),
    })
  })
})
