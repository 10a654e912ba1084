/** A mistake in the options of CSV is told at once. @module */

import { describe, expect, test } from 'vitest'
import { table } from '../../../../src/index.ts'

const csv = (options: object) => () => table({ format: 'csv', key: 'a', ...options } as never)

describe.each<[string, object, string]>([
  ['another format', { format: 'xls' }, 'expected `format` to be'],
  ['no key', { key: undefined }, 'expected `key` to be'],
  ['no names', { header: [] }, 'expected `header` to be `true` or the names of all columns'],
  ['no header', { header: false }, 'expected `header` to be `true` or the names of all columns'],
  ['a name that is no text', { header: ['a', 1] }, 'expected `header` to be'],
  ['a name twice', { header: ['a', 'b', 'a'] }, 'names of which no two are the same, got `a`'],
  ['types that are one', { types: 'number' }, "types by name or `'infer'`"],
  ['an unknown type', { types: { a: 'date' } }, 'expected `types.a` to be'],
  ['a type for no name', { header: ['a', 'b'], types: { c: 'text' } }, 'expected `types` to be made of a, b'],
  ['two separators', { separator: ';;' }, 'expected `separator` to be'],
  ['a quote between fields', { separator: '"' }, 'expected `separator` to be'],
  ['a letter between fields', { separator: 'x' }, 'expected `separator` to be'],
  ['a line break between fields', { separator: '\n' }, 'expected `separator` to be'],
  ['quotes of another kind', { quotes: "'" }, 'expected `quotes` to be a boolean'],
  ['another point', { decimal: ';' }, 'expected `decimal` to be'],
])('%s', (_, options, said) => {
  test('is a mistake', () => {
    expect(csv(options)).toThrow(TypeError)
    expect(csv(options)).toThrow(said)
  })
})

test.each([{ header: true }, { types: 'infer' }, { separator: ';' }, { quotes: false }, { decimal: ',' }])(
  '%j needs a format that is CSV',
  (options) => {
    expect(() => table(options as never)).toThrow("left out, but with `format: 'csv'`")
  },
)
