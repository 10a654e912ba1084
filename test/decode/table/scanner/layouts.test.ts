/** Arrays and lines of records that have their key in a field. @module */

import { describe, expect, test } from 'vitest'
import { entriesOf, offsetIn, refusalOf } from '../../../support/built-tables.ts'

const idsOf = async (document: string | Uint8Array, size?: number) =>
  (await entriesOf(document, { key: 'id', ...(size !== undefined && { size }) })).map(([key]) => key)

describe.each([undefined, 1, 5])('in pieces of %s bytes', (size) => {
  test.each([
    ['[]', []],
    [' [ ] ', []],
    ['\ufeff[{"id":"a"}]', ['a']],
    ['[{"id":"a"},{"id":"b","x":[{"id":"no"}]}]', ['a', 'b']],
    ['[ { "x" : 1 , "id" : "a" } ,\n{"id":"b"} ]\n', ['a', 'b']],
  ])('%j is an array of records', async (document, ids) => {
    expect(await idsOf(document, size)).toEqual(ids)
  })

  test.each([
    ['{"id":"a"}', ['a']],
    ['\ufeff{"id":"a"}\n', ['a']],
    ['{"id":"a"}\n{"id":"b"}', ['a', 'b']],
    ['\n\n{"id":"a"}\r\n \n\t{"id":"b"}\r\n\r\n', ['a', 'b']],
  ])('%j is lines of records', async (document, ids) => {
    expect(await idsOf(document, size)).toEqual(ids)
  })

  test.each([
    ['', 0, 'ends before'],
    [' \n\r\n', 4, 'ends before'],
    ['\ufeff', 3, 'ends before'],
    ['\ufeff\n\n', 5, 'ends before'],
    ['null', 0, 'not an array or lines of records'],
    ['1', 0, 'not an array or lines of records'],
    ['"id"', 0, 'not an array or lines of records'],
    ['[1]', 1, 'not an array or lines of records'],
    ['[{"id":1},[]]', 10, 'not an array or lines of records'],
    ['{"id":1}\n[]', 9, 'not an array or lines of records'],
    ['{"id":1}{"id":2}', 8, 'no newline between'],
    ['{"id":1} \r{"id":2}', 10, 'no newline between'],
    ['{"id":1},\n{"id":2}', 8, 'no newline between'],
    ['{\n"id": "a"\n}\n{\n"id": "b"\n}', 1, 'line break in it'],
    ['{"id":1}\n{"id":2,\r\n"x":1}', 18, 'line break in it'],
    ['{"id":1\n{"id":2}', 7, 'line break in it'],
    ['[{"id":1},]', 10, 'not an array or lines of records'],
    ['[{"id":1}]\n{"id":2}', 11, 'not valid JSON'],
    ['[{"id":1}', 9, 'ends before'],
    ['{"id":1}\n{"id":', 15, 'ends before'],
    ['[{"id":1} {"id":2}]', 10, 'not valid JSON'],
    ['[{"id":1,}]', 9, 'not valid JSON'],
    ['[{"id":1}}', 9, 'not valid JSON'],
  ])('%j is refused at byte %i', async (document, offset, what) => {
    const refusal = await refusalOf(document, { key: 'id', ...(size !== undefined && { size }) })
    expect(refusal.message).toContain(what)
    expect(offsetIn(refusal)).toBe(offset)
  })

  test.each([
    ['{"id":7}', '7'],
    ['{"id":-7}', '-7'],
    ['{"id":0}', '0'],
    ['{"id":-0}', '0'],
    ['{"id":9007199254740992}', '9007199254740992'],
    ['{"id":-9007199254740992}', '-9007199254740992'],
    ['{"id":""}', ''],
    ['{"id":"\\u0061\\n"}', 'a\n'],
    ['{"i\\u0064":"a"}', 'a'],
    ['{"\\u0069\\u0064":"a"}', 'a'],
    ['{"id":null,"id":"b"}', 'b'],
    ['{"id":"a","i\\u0064":"b"}', 'b'],
    ['{"x":{"id":"no"},"id":"a","y":["id"]}', 'a'],
  ])('the key of %j is %j', async (record, key) => {
    expect(await idsOf(`[${record}]`, size)).toEqual([key])
    expect(await idsOf(record, size)).toEqual([key])
  })
})

test.each([
  ['{}', 0, 'has no field `id`'],
  ['{"x":1}', 0, 'has no field `id`'],
  ['{"x":{"id":1}}', 0, 'has no field `id`'],
  ['{"Id":1,"ID":1,"ide":1,"i":1}', 0, 'has no field `id`'],
  ['{"id":null}', 6, 'neither a string nor a whole number'],
  ['{"id":true}', 6, 'neither a string nor a whole number'],
  ['{"id":[]}', 6, 'neither a string nor a whole number'],
  ['{"id":{"id":1}}', 6, 'neither a string nor a whole number'],
  ['{"id":1.5}', 6, 'is a fraction'],
  ['{"id":9007199254740993.0}', 6, 'beyond 2^53'],
  ['{"id":"a","id":null}', 15, 'neither a string nor a whole number'],
])('record %j has no key', async (record, offset, what) => {
  for (const before of ['{"id":"first"}\n', '[{"id":"first"},']) {
    const refusal = await refusalOf(`${before}${record}\n]`, { key: 'id' })
    expect(refusal).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
    expect(refusal.message).toContain(what)
    expect(refusal.message).toMatch(/record 2\)$/)
    expect(offsetIn(refusal)).toBe(before.length + offset)
  }
})

test.each(['ключ', 'a"b\\c', '', 'a long name with many more than sixteen bytes'])(
  'the key field may have the name %j',
  async (key) => {
    const escaped = [...key].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
    const document = `${JSON.stringify({ x: 1, [key]: 'a' })}\n{"${escaped}":"b"}`
    expect((await entriesOf(document, { key })).map(([found]) => found)).toEqual(['a', 'b'])
  },
)

test('records keep the order of the document, as do keys like array indices', async () => {
  expect(await idsOf('[{"id":9},{"id":"x"},{"id":1},{"id":-1}]')).toEqual(['9', 'x', '1', '-1'])
  expect((await entriesOf('{"9":0,"x":1,"1":2}')).map(([key]) => key)).toEqual(['9', 'x', '1'])
})

test.each([
  [{ key: 'id' }, 2],
  [{}, 1],
])('an array of strings is refused with a word on what reads it: %j', async (options, byte) => {
  const { message } = await refusalOf(' ["a","b"]', options)
  expect(message).toMatch(
    RegExp(`no records: \`lines\\({ format: 'json' }\\)\` reads them as a set \\(byte ${byte}, record 1\\)$`),
  )
})
