/** Copies of plain data: what is taken, and that nobody can change them. @module */

import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { frozenCopy } from '../../src/base/frozen-copy.ts'

const nested = (levels: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = wrap(value)
  return value
}
const inList = (inner: unknown) => [inner]
const inObject = (inner: unknown) => ({ inner })

describe('a copy', () => {
  it('is frozen at every level, and follows no change of what it was made of', () => {
    const given = { list: [{ n: 1 }], inner: { text: 'a' } }
    const copy = frozenCopy(given)
    given.inner.text = 'b'
    given.list.push({ n: 2 })
    expect(copy).toEqual({ list: [{ n: 1 }], inner: { text: 'a' } })
    for (const part of [copy, copy.list, copy.list[0], copy.inner]) expect(Object.isFrozen(part)).toBe(true)
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a flag', false],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 })],
    ['an object of another realm', runInNewContext('({ a: [1] })')],
  ])('is made of %s', (_, value) => {
    expect(frozenCopy(value)).toEqual(value)
  })

  it.each([
    ['lists', inList],
    ['objects', inObject],
  ])('is made of 64 levels of %s, and of no more', (_, wrap) => {
    expect(frozenCopy(nested(64, wrap))).toEqual(nested(64, wrap))
    expect(() => frozenCopy(nested(65, wrap))).toThrow(TypeError)
  })

  it.each([
    ['a function', () => {}],
    ['a bigint', 1n],
    ['a symbol', Symbol('a')],
    ['a date', new Date(0)],
    ['a map', new Map()],
  ])('is not made of %s, nor of what holds one', (_, value) => {
    for (const given of [value, [value], { value }]) expect(() => frozenCopy(given)).toThrow(TypeError)
  })

  it('is not made of a circle', () => {
    const circle: unknown[] = []
    circle.push(circle)
    expect(() => frozenCopy(circle)).toThrow(TypeError)
  })

  it('shares what the value shares, and is not made once for each way that leads there', () => {
    let reads = 0
    const leaf = {
      get n() {
        reads++
        return 1
      },
    }
    const copy = frozenCopy(nested(24, (inner) => ({ x: inner, y: inner, leaf }))) as Record<string, unknown>
    expect(copy.x).toBe(copy.y)
    expect(reads).toBe(1)
  })

  it('has no more than 64 levels where a deep part is shared, either', () => {
    const part = nested(40, inList)
    const deeper = nested(30, (inner) => (inner === 1 ? [part] : [inner]))
    for (const given of [
      [part, deeper],
      [deeper, part],
    ])
      expect(() => frozenCopy(given)).toThrow(TypeError)
    expect(frozenCopy([part, [[part]]])).toEqual([part, [[part]]])
  })
})
