/** JSON text of a record from columns says what the record says, even where `JSON.stringify` does not. @module */

import { expect, test } from 'vitest'
import { jsonText } from '../../../../src/decode/table/read/json-text.ts'

test('what is nested more deeply than the stack is written the same', () => {
  const deep = `${'['.repeat(50_000)}-0${']'.repeat(50_000)}`
  let value: unknown = -0
  for (let level = 0; level < 50_000; level++) value = [value]
  expect(jsonText(value) === deep).toBe(true)
})

test.each([
  '-0',
  '0',
  '[0]',
  '{"a":null,"b":[0,-0]}',
  '{"text":"a:0,null]"}',
  '[-0,1.5,null]',
  '{"a":{"b":[-0]},"":"\\n\\ud800"}',
  '{"__proto__":[{}],"t":true}',
])('what was parsed of %s is written the same', (text) => {
  expect(jsonText(JSON.parse(text))).toBe(text)
})

test('a number that is more than a double can be stays more', () => {
  expect(JSON.parse(jsonText(JSON.parse('[1e400,-1e400]')))).toEqual([
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ])
})
