/** Comparing two records in steps. @module */

import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAlike, type Sameness } from '../../src/compare/sameness.ts'

/** The answer, and how many steps it took. */
function compared(one: unknown, other: unknown): { readonly isAlike: boolean; readonly steps: number } {
  let steps = 1
  let answer: boolean | Sameness = isAlike(one, other)
  for (; typeof answer === 'function'; steps++) answer = answer()
  return { isAlike: answer, steps }
}

describe('two records', () => {
  it('are the same where `isDeepStrictEqual` says so, whatever JSON makes of them', () => {
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(0, 1, 'a', null, true),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('json'), { maxLength: 3 }),
      object: fc.dictionary(fc.constantFrom('a', 'b', '__proto__', '1'), tie('json'), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    }))
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(compared(one, other).isAlike).toBe(isDeepStrictEqual(one, other))
        expect(compared(one, structuredClone(one)).isAlike).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it.each<[string, unknown, unknown, boolean]>([
    ['NaN', Number.NaN, Number.NaN, true],
    ['zeros of two signs', 0, -0, false],
    ['the order of names', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ['a name that is not there, and one without a value', {}, { a: undefined }, false],
    ['other names', { a: undefined }, { b: undefined }, false],
    ['dates of one time', new Date(5), new Date(5), true],
    ['dates of two times', { at: new Date(5) }, { at: new Date(6) }, false],
    ['maps', new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]]), true],
    ['a list and an object', [], {}, false],
    ['an object and null', {}, null, false],
    ['functions', () => 1, () => 1, false],
    ['bytes', new Uint8Array([1]), new Uint8Array([2]), false],
    ['objects without a prototype', Object.create(null), {}, true],
  ])('are compared by what they hold: %s', (_, one, other, isAlike) => {
    expect(compared(one, other).isAlike).toBe(isAlike)
  })

  it('of many parts take many steps, of few one', () => {
    const large = (last: number) => ({ list: [...Array(10_000).fill({ a: 1 }), last] })
    expect(compared(large(1), large(1))).toMatchObject({ isAlike: true, steps: expect.any(Number) })
    expect(compared(large(1), large(1)).steps).toBeGreaterThan(20)
    expect(compared(large(1), large(2)).isAlike).toBe(false)
    expect(compared({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toEqual({ isAlike: true, steps: 1 })
  })

  const [twin, other] = [{ n: 1 }, { n: 1 }]
  const kinds: [string, () => unknown, () => unknown][] = [
    ['maps', () => new Map([['a', { n: 1 }]]), () => new Map([['a', { n: 2 }]])],
    ['maps of other keys', () => new Map([['a', undefined]]), () => new Map([['b', undefined]])],
    ['maps whose keys are objects', () => new Map([[{ k: 1 }, 1]]), () => new Map([[{ k: 2 }, 1]])],
    ['sets', () => new Set(['a', 1]), () => new Set(['a', '1'])],
    ['sets of objects', () => new Set([{ a: 1 }, 'x']), () => new Set([{ a: 2 }, 'x'])],
    ['sets within maps', () => new Map([[1, new Set([1])]]), () => new Map([[1, new Set([2])]])],
    ['a map with a field', () => Object.assign(new Map(), { a: 1 }), () => new Map()],
    ['maps of a class', () => new (class extends Map {})(), () => new Map()],
    ['maps of two sizes', () => new Map([[1, 1]]), () => new Map()],
    ['a map and a set', () => new Map([[1, 1]]), () => new Set([1])],
  ]

  it.each(kinds)('that hold %s are compared as `isDeepStrictEqual` has it', (_, one, other) => {
    for (const [a, b] of [
      [one(), one()],
      [one(), other()],
      [other(), one()],
    ]) {
      const expected = isDeepStrictEqual(a, b)
      expect(compared(a, b).isAlike).toBe(expected)
      expect(compared({ in: a }, { in: b }).isAlike).toBe(expected)
    }
  })

  it('may hold maps whose keys are twins, in any order', () => {
    const [one, swapped] = [
      new Map([
        [twin, 1],
        [other, 2],
      ]),
      new Map([
        [twin, 2],
        [other, 1],
      ]),
    ]
    expect(compared({ one }, { one: swapped }).isAlike).toBe(true)
    expect(
      compared(
        { one },
        {
          one: new Map([
            [twin, 2],
            [other, 2],
          ]),
        },
      ).isAlike,
    ).toBe(false)
  })

  it('with large maps and sets take many steps', () => {
    const large = (last: number) =>
      new Map(Array.from({ length: 10_000 }, (_, at) => [`k${at}`, { n: at === 9_999 ? last : at }]))
    expect(compared({ a: large(1) }, { a: large(1) })).toMatchObject({ isAlike: true })
    expect(compared({ a: large(1) }, { a: large(1) }).steps).toBeGreaterThan(20)
    expect(compared({ a: large(1) }, { a: large(2) }).isAlike).toBe(false)
    const members = (last: number) => new Set([...large(0).keys(), last])
    expect(compared([members(1)], [members(1)]).steps).toBeGreaterThan(10)
    expect(compared([members(1)], [members(2)]).isAlike).toBe(false)
  })

  it('with maps that go round in circles have an end', () => {
    const circle = () => {
      const map = new Map<string, unknown>()
      map.set('self', [[[[[[[[[[map]]]]]]]]]])
      return map
    }
    expect(compared(circle(), circle()).isAlike).toBe(true)
  })

  it('may go round in circles, and be nested as deep as they like', () => {
    const circle = (value: number) => {
      const record: Record<string, unknown> = { value }
      record.self = { again: record }
      return record
    }
    expect(compared(circle(1), circle(1)).isAlike).toBe(true)
    expect(compared(circle(1), circle(2)).isAlike).toBe(false)
    const deep = (last: unknown) => {
      let record = last
      for (let depth = 0; depth < 100_000; depth++) record = [record]
      return record
    }
    expect(compared(deep(1), deep(1)).isAlike).toBe(true)
    expect(compared(deep(1), deep(2)).isAlike).toBe(false)
  })

  it('may hold one thing many times: it is compared a few times', () => {
    const doubled = (last: unknown) => {
      let record = last
      for (let depth = 0; depth < 60; depth++) record = [record, record]
      return record
    }
    expect(compared(doubled('x'), doubled('x')).isAlike).toBe(true)
  })
})
