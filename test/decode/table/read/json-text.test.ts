/** JSON text of a record from columns says what the record says, even where `JSON.stringify` does not. @module */

import { expect, test } from 'vitest'
import { jsonText } from '../../../../src/decode/table/read/json-text.ts'

test.each(['-0', '0', '[-0,1.5,null]', '{"a":{"b":[-0]},"":"\\n\\ud800"}', '{"__proto__":[{}],"t":true}'])(
  'what was parsed of %s is written the same',
  (text) => {
    expect(jsonText(JSON.parse(text))).toBe(text)
  },
)

test('a number that is more than a double can be stays more', () => {
  expect(JSON.parse(jsonText(JSON.parse('[1e400,-1e400]')))).toEqual([
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ])
})
