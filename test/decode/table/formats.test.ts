/** Lines, and JSON text sequences (RFC 7464), by name or by the first byte. @module */

import { describe, expect, it, test } from 'vitest'
import { buildRows, buildTable } from '../../../src/decode/table/build.ts'
import { openRows } from '../../../src/decode/table/read/open-rows.ts'
import { type RowsOptions, rows, table } from '../../../src/decode/table.ts'
import { piecesOf } from '../../support/built-tables.ts'
import { utf8 } from '../../support/coded.ts'

const RS = '\u001e'
const refusal = (options: RowsOptions, text: string) =>
  rows(options)(utf8(text)).then(
    () => 'none',
    (error: Error) => error.message,
  )
const read = async (options: RowsOptions, text: string) => [...(await rows<unknown>(options)(utf8(text)))]

describe('NDJSON', () => {
  it('is a record a line; blank lines, CRLF and no last newline are fine', async () => {
    expect(await read({}, '{"a":1}\r\n\r\n \t\n{"a":2}')).toEqual([{ a: 1 }, { a: 2 }])
    expect(await read({ format: 'ndjson' }, '[1,2]\n[3]\n4\n"x"')).toEqual([[1, 2], [3], 4, 'x'])
  })

  it.each([
    ['{"a":\n1}', 5, 1],
    ['{"a":1}\n{"a":2,\n"b":3}\n', 15, 2],
    ['[1]\n[2,\n3]\n', 7, 2],
  ])('has no line break within a record: %j', async (text, offset, record) => {
    for (const columns of [undefined, true, false])
      for (const size of [1, 5, 1000]) {
        const built = buildRows(() => piecesOf(text, size), { format: 'ndjson', columns })
        await expect(built).rejects.toThrow(
          `line break in it, and a record of NDJSON is one line (byte ${offset}, record ${record})`,
        )
      }
  })
})

test('of a record with a line break and no key the line break is told, however it comes in pieces', async () => {
  const text = '{"a":7,"b"\n:2,"c":9}'
  const told = new Set<string>()
  for (const columns of [undefined, true, false])
    for (let size = 1; size <= text.length; size++)
      await buildTable(() => piecesOf(text, size), { key: 'id', columns }).catch((error: Error) =>
        told.add(error.message),
      )
  expect([...told]).toEqual([
    'The record has a line break in it, and a record of NDJSON is one line (byte 10, record 1)',
  ])
})

describe('a JSON text sequence', () => {
  it.each([
    `${RS}{"a":1}\n${RS}{"a":2}\n`,
    `${RS}{"a":1}${RS}{"a":2}`,
    `${RS}${RS}{"a":\n1}\n${RS}\n{"a":2}\n\n`,
    `\ufeff ${RS}{"a":1}\n${RS}{"a":2}\n`,
  ])('is read by the first byte, or by name: %j', async (text) => {
    for (const format of [undefined, 'json-seq'] as const)
      for (const size of [1, 3, 1000]) {
        const { parts } = await buildRows(() => piecesOf(text, size), { format: format && 'jsonSeq' })
        expect([...openRows(parts)]).toEqual([{ a: 1 }, { a: 2 }])
      }
  })

  it('has keys, too', async () => {
    const found = await table({ key: 'id' })(utf8(`${RS}{"id":"a"}\n${RS}{"id":"b"}\n`))
    expect([...found.keys()]).toEqual(['a', 'b'])
    await expect(table()(utf8(`${RS}{"a":1}\n`))).rejects.toThrow('not one object')
  })

  it('has scalars, which end with white space', async () => {
    expect(await read({}, `${RS}1\n${RS}true\n${RS}"x"${RS}null \n`)).toEqual([1, true, 'x', null])
    for (const text of [`${RS}12`, `${RS}true`, `${RS}1\n${RS}nul`])
      expect(await refusal({}, text)).toContain('ends before')
    expect(await refusal({}, `${RS}1${RS}2\n`)).toBe('The payload is not valid JSON (byte 2, record 1)')
  })

  it.each([
    [`{"a":1}\n`, 'no record separator (0x1e) in front of a record (byte 0, record 1)'],
    [`${RS}{"a":1}\n{"a":2}\n`, 'no record separator (0x1e) in front of a record (byte 9, record 2)'],
    [`${RS}{"a":1}\n${RS}`, 'ends before'],
    [`${RS}\n${RS}{"a":1}\n`, 'not valid JSON (byte 2, record 1)'],
    [`${RS}{"a":1\n`, 'ends before'],
  ])('is refused where a record may be lost: %j', async (text, message) => {
    expect(await refusal({ format: 'json-seq' }, text)).toContain(message)
  })
})

it('reads what is called JSON never as lines, and lines never as an array', async () => {
  expect(await refusal({ format: 'json' }, '{"a":1}\n{"a":2}')).toContain('not an array')
  await expect(table({ key: 'a', format: 'json' })(utf8('{"a":1}'))).rejects.toThrow('not an array')
  await expect(table({ key: 'a', format: 'ndjson' })(utf8('[{"a":1}]'))).rejects.toThrow(
    'not an array or lines of records',
  )
  expect(await read({ format: 'ndjson' }, '[1,2]')).toEqual([[1, 2]])
  expect((await table({ format: 'json' })(utf8('{"a":1,"b":2}'))).size).toBe(2)
})
