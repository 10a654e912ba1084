/** What RFC 4180 says of rows, fields and quotes, case by case. @module */

import { describe, expect, test } from 'vitest'
import { recordsOf } from '../../../support/csv-texts.ts'

describe.each([
  ['a comma in quotes', 'a,b\n"1,2",3\n', [{ a: '1,2', b: '3' }]],
  ['a quote that is written twice', 'a,b\n"say ""yes""",3\n', [{ a: 'say "yes"', b: '3' }]],
  ['nothing but such a quote', 'a,b\n"""",""""""\n', [{ a: '"', b: '""' }]],
  ['line breaks in quotes', 'a,b\n"1\n2","3\r\n4"\n', [{ a: '1\n2', b: '3\r\n4' }]],
  ['a lone carriage return in quotes', 'a,b\n"1\r2",3\n', [{ a: '1\r2', b: '3' }]],
  ['JSON in quotes', 'a,b\n1,"{""x"": [1, ""\\n""]}"\n', [{ a: '1', b: '{"x": [1, "\\n"]}' }]],
  [
    'empty fields',
    'a,b,c\n,,\n1,,3\n"","",""\n',
    [
      { a: '', b: '', c: '' },
      { a: '1', b: '', c: '3' },
      { a: '', b: '', c: '' },
    ],
  ],
  [
    'lines that end as those of Windows',
    'a,b\r\n1,2\r\n"3",4\r\n',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  ['no line break at the end', 'a,b\n1,2', [{ a: '1', b: '2' }]],
  ['no line break behind a quote at the end', 'a,b\n1,"2"', [{ a: '1', b: '2' }]],
  ['an empty last field at the end', 'a,b\n1,', [{ a: '1', b: '' }]],
  ['a byte order mark', '\ufeffa,b\n1,2\n', [{ a: '1', b: '2' }]],
  ['a byte order mark before a quote', '\ufeff"a",b\n1,2\n', [{ a: '1', b: '2' }]],
  ['blanks, which belong to their field', 'a , b\n 1, 2 \n', [{ 'a ': ' 1', ' b': ' 2 ' }]],
  ['one column, of which a line may be empty', 'a\n1\n\n3\n', [{ a: '1' }, { a: '' }, { a: '3' }]],
  ['letters of everywhere', 'ключ,b\nä,"日本, 😀"\n', [{ ключ: 'ä', b: '日本, 😀' }]],
  ['what JSON would escape', 'a,b\n\\,"\\""\u0001\t"\n', [{ a: '\\', b: '\\"\u0001\t' }]],
  ['a zero byte', 'a,b\n\u0000,1\u0000\n', [{ a: '\u0000', b: '1\u0000' }]],
  ['a header alone', 'a,b\n', []],
  ['a header without a line break', 'a,b', []],
  ['names that JSON escapes', '"a""b",\\\n1,2\n', [{ 'a"b': '1', '\\': '2' }]],
  ['an empty name', ',b\n1,2\n', [{ '': '1', b: '2' }]],
])('%s', (_, document, expected) => {
  test('is read as it is meant', async () => {
    expect(await recordsOf(document)).toEqual(expected)
  })

  test('is read alike in pieces of every size', async () => {
    for (let size = 1; size <= Buffer.byteLength(document); size++)
      expect(await recordsOf(document, { size })).toEqual(expected)
  })
})

test('names may be given: then the first row is a record', async () => {
  expect(await recordsOf('1,2\n3,4', { header: ['x', 'y'] })).toEqual([
    { x: '1', y: '2' },
    { x: '3', y: '4' },
  ])
})

test('TSV has a tab between fields, and quotes as CSV has them', async () => {
  expect(await recordsOf('a\tb\n1,5\t"2\t""3"""\n', { format: 'tsv' })).toEqual([{ a: '1,5', b: '2\t"3"' }])
})

test('without quotes a quote is a character like others', async () => {
  const document = 'a\tb\n5" disk\t"x\n"y"\t"\n'
  expect(await recordsOf(document, { format: 'tsv', quotes: false })).toEqual([
    { a: '5" disk', b: '"x' },
    { a: '"y"', b: '"' },
  ])
})

test.each([';', '|', ' ', '^', ':', '~'])('%s may stand between fields', async (separator) => {
  const document = `a${separator}b\n1${separator}"2${separator}3"\n`
  expect(await recordsOf(document, { separator })).toEqual([{ a: '1', b: `2${separator}3` }])
})

test('a field may be larger than all that the converter holds', async () => {
  const long = 'é"x,\n'.repeat(100_000)
  const document = `a,b\n"${long.replaceAll('"', '""')}",2\n`
  for (const size of [1000, 70_000, 10_000_000])
    expect(await recordsOf(document, { size })).toEqual([{ a: long, b: '2' }])
})

test('there may be many columns', async () => {
  const names = Array.from({ length: 10_000 }, (_, at) => `c${at}`)
  const [record] = await recordsOf(`${names.join()}\n${names.map((_, at) => at).join()}\n`)
  expect(Object.keys(record as object)).toEqual(names)
  expect(Object.values(record as object)).toEqual(names.map((_, at) => String(at)))
})
