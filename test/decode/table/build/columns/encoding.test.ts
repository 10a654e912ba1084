/** Records that are taken apart and put together again. @module */

import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { columnsOf, encoded, keyOf } from '../../../../support/columns.ts'
import { textsOfOneShape } from '../../../../support/json-texts.ts'

it('gives back what JSON.parse makes of each record', async () => {
  await fc.assert(
    fc.asyncProperty(textsOfOneShape(keyOf), async (texts) => {
      const { read } = await columnsOf(texts)
      for (const [row, text] of texts.entries()) {
        // Not by `toStrictEqual`, which takes a field called `constructor` for the class of the record.
        deepStrictEqual(read(row), JSON.parse(text))
        expect(JSON.stringify(read(row))).toBe(JSON.stringify(JSON.parse(text)))
      }
    }),
    { numRuns: 500 },
  )
})

it.each([
  ['a field twice', '{"a":1,"a":2}'],
  ['a field twice in two spellings', '{"a":1,"\\u0061":2}'],
  ['a field that no record had before', '{"a":1,"c":1}'],
  ['a name that begins like another', '{"a":1,"bb":"x"}'],
  ['another name as short', '{"a":1,"c":"x"}'],
  ['text in place of a number', '{"a":"1"}'],
  ['a number in place of text', '{"b":1}'],
  ['a boolean in place of a number', '{"a":true}'],
  ['a number in place of a boolean', '{"yes":0}'],
  ['text in place of a boolean', '{"yes":"true"}'],
  ['a list in place of an object', '[]'],
  ['an object in place of a list', '{"l":{}}'],
  ['another kind of item', '{"l":["x"]}'],
  ['a value where there was none', '{"none":1}'],
  ['text that is not the key', '{"key":"key 0"}'],
  ['text that the key begins with', '{"key":"key"}'],
  ['text that begins with the key', '{"key":"key 11"}'],
  ['__proto__', '{"__proto__":1}'],
])('does not fit with %s', async (_what, text) => {
  const first = `{"a":1,"b":"x","yes":true,"l":[1],"none":null,"key":"${keyOf(0)}"}`
  expect(await encoded([first, text], 1)).toBe(1)
})

it('finds fields whose names are spelled in another way', async () => {
  const texts = ['{"a\\"":1,"b/":2,"ü":3}', '{"a\\u0022":1,"b\\/":2,"\\u00fc":3}']
  const { read } = await columnsOf(texts)
  expect(texts.map((_, row) => read(row))).toStrictEqual(texts.map((text) => JSON.parse(text)))
})

it('takes a name with a quote in it for no other', async () => {
  expect(await encoded(['{"a\\":1}":1}', '{"a\\":2}":2}'])).toBeTypeOf('object')
  expect(await encoded(['{"a\\\\":1}', '{"a\\\\\\"":1}'], 1)).toBe(1)
})

it('takes names that are numbers in the order of the text, and gives them back in that of objects', async () => {
  for (const texts of [
    ['{"1":"a","2":"b","x":"c"}', '{"2":"b"}', '{"1":"a","x":"c"}'],
    ['{"x":"c","10":"a","9":"b"}', '{"10":"a"}', '{"x":"c","9":"b"}'],
  ]) {
    const { read } = await columnsOf(texts)
    const written = texts.map((_, row) => JSON.stringify(read(row)))
    expect(written).toStrictEqual(texts.map((text) => JSON.stringify(JSON.parse(text))))
  }
})

it('has columns of records that are no objects', async () => {
  for (const texts of [
    ['1.1', '1', 'null'],
    ['true', 'false'],
    ['"a"', '"b"'],
    ['[]', '[1]'],
    ['null', 'null'],
    [],
  ]) {
    const { read } = await columnsOf(texts)
    expect(texts.map((_, row) => read(row))).toStrictEqual(texts.map((text) => JSON.parse(text)))
  }
})

it('has room for long texts, with escapes or without', async () => {
  const texts = [10, 1000, 70_000, 200_000].flatMap((length) => [
    JSON.stringify('x'.repeat(length)),
    JSON.stringify('\n'.repeat(length)),
    JSON.stringify('ü'.repeat(length)),
  ])
  const { read } = await columnsOf(texts)
  expect(texts.map((_, row) => read(row))).toStrictEqual(texts.map((text) => JSON.parse(text)))
})

it('gives back a field called constructor', async () => {
  const { read } = await columnsOf(['{"constructor":[]}'])
  deepStrictEqual(read(0), JSON.parse('{"constructor":[]}'))
})
