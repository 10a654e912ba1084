/** Where records have their key, as users write it. @module */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyPathsOf, writtenPath } from '../../../src/decode/table/field-paths.ts'

test.each([
  ['id', [['id']]],
  ['a.id', [['a', 'id']]],
  ['a\\.id', [['a.id']]],
  ['a\\\\.id', [['a\\', 'id']]],
  ['a\\id', [['a\\id']]],
  ['a\\', [['a\\']]],
  [
    ['locale', 'a.b.c'],
    [['locale'], ['a', 'b', 'c']],
  ],
])('%j leads to %j', (key, paths) => {
  expect(keyPathsOf(key)).toEqual(paths)
})

test('every path can be written', () => {
  const name = fc.string({ unit: fc.constantFrom('a', '.', '\\', '\ud800'), minLength: 1, maxLength: 6 })
  const property = fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
    expect(keyPathsOf(writtenPath(names))).toEqual([names])
  })
  fc.assert(property)
})
