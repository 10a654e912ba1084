/** The oracle reads as `JSON.parse` does. @module */

import { expect, test } from 'vitest'
import { parting } from '../compare/same.ts'
import { KINDS, sampleOf } from '../kinds/kinds.ts'
import { type Duplicates, readingOf, wholeOf } from './oracle.ts'

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

test.each(KINDS)('entries that are read one by one are those of JSON.parse: $name', ({ at, ...kind }) => {
  for (const number of sampleOf({ at, ...kind })) {
    const { key, bytes } = at(number, 2)
    const whole = wholeOf(bytes)
    const reading = readingOf(bytes, key)
    if (key !== undefined) continue
    expect('rows' in reading).toBe('value' in whole && isObject(whole.value))
    if ('rows' in reading && 'value' in whole) {
      const object = Object.fromEntries(Array.from(reading.rows, ([name, { value }]) => [name, value]))
      expect(parting(whole.value, object)).toBeUndefined()
    }
  }
})

test('lines are told from arrays, and an empty document from no document', () => {
  const sizeOf = (text: string, key?: string, duplicates?: Duplicates) => {
    const reading = readingOf(Buffer.from(text), key, duplicates)
    return 'rows' in reading ? reading.rows.size : reading.refused
  }
  expect(sizeOf('', 'id')).toBe('nothing')
  expect(sizeOf('\ufeff \n', 'id')).toBe('nothing')
  expect(sizeOf('[]', 'id')).toBe(0)
  expect(sizeOf('{}')).toBe(0)
  expect(sizeOf('')).toBe('no JSON')
  expect(sizeOf('{"id":1}\n{"id":"1"}\r\n{"id":2}', 'id')).toBe(2)
  expect(sizeOf('{"id":1} {"id":2}', 'id')).toBe('records on one line')
  expect(sizeOf('[{"id":1},{"id":"x"}]', 'id')).toBe(2)
  expect(sizeOf('{"id":1.5}', 'id')).toBe('no such key')
  expect(sizeOf('{"id":9007199254740993}', 'id')).toBe(1)
  expect(sizeOf('{"id":9007199254740993.0}', 'id')).toBe('no such key')
  expect(sizeOf('{"a":1,"\\u0061":2}', undefined, 'refuse')).toBe('a key twice')
  expect(sizeOf('{"a":1,"b":2}', undefined, 'refuse')).toBe(2)
  expect(sizeOf('[{"id":10},{"id":1e1},{"id":0.1e2},{"id":"10"}]', 'id')).toBe(1)
})
