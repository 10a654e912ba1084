/** Where two values differ. @module */

import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allTime, type TimeSlice } from '../../src/base/time-slice.ts'
import { diffInto } from '../../src/compare/diff.ts'
import { type DiffEntry, listing, pointer } from '../../src/compare/listing.ts'
import { openTable } from '../../src/decode/table/read/open-table.ts'
import { partsOf } from '../support/built-tables.ts'
import { textSetOf } from '../support/text-sets.ts'

async function diff(before: unknown, after: unknown, { most = 1_000, values = false, turn = allTime } = {}) {
  const found = listing(most, values)
  await diffInto(found, before, after, turn)
  return found
}

/** As `+/a`, `-/b`, `~/c`. */
const told = async (before: unknown, after: unknown): Promise<string[]> =>
  (await diff(before, after)).entries.map(
    ({ kind, path }) => ({ added: '+', removed: '-', changed: '~' })[kind] + path,
  )

it('sets of texts differ in their texts', async () => {
  expect(await told(await textSetOf('a\nb'), await textSetOf('b\nc/d'))).toEqual(['+/c~1d', '-/a'])
  expect(await told(await textSetOf('a\nb'), await textSetOf('b\na'))).toEqual([])
  expect(await told(await textSetOf('a'), new Set(['a']))).toEqual(['~'])
})

describe('two values', () => {
  it.each([
    ['the same', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
    ['of other kinds', [1], { 0: 1 }, ['~']],
    ['that are no containers', 1, 2, ['~']],
    ['not a number', Number.NaN, Number.NaN, []],
    [
      'parts',
      { a: 1, b: 2, c: { d: [1, 2] } },
      { a: 1, c: { d: [1, 3, 4], e: 5 }, f: 6 },
      ['+/f', '-/b', '~/c/d/1', '+/c/d/2', '+/c/e'],
    ],
    ['shorter lists', [1, 2, 3], [1], ['-/1', '-/2']],
    ['names that a pointer writes otherwise', { 'a/b~c': 1 }, { 'a/b~c': 2, '': 3 }, ['~/a~1b~0c', '+/']],
    ['undefined and nothing', { a: undefined }, {}, ['-/a']],
    [
      'maps',
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
      new Map([
        ['b', 3],
        ['c', 4],
      ]),
      ['~/b', '+/c', '-/a'],
    ],
    ['maps within', { m: new Map([[1, { x: 1 }]]) }, { m: new Map([[1, { x: 2 }]]) }, ['~/m/1']],
    ['sets', new Set(['a', 'b']), new Set(['b', 'c']), ['+/c', '-/a']],
    ['dates', { at: new Date(1) }, { at: new Date(2) }, ['~/at']],
    ['bytes', Uint8Array.of(1), Uint8Array.of(2), ['~']],
    [
      'a name that objects have by nature',
      {},
      { constructor: 1, toString: 2 },
      ['+/constructor', '+/toString'],
    ],
  ])('%s', async (_, before, after, expected) => {
    expect((await told(before, after)).sort()).toEqual([...expected].sort())
  })

  it('are told with what was there and what is there now, only if that is asked for', async () => {
    const [before, after] = [
      { a: 1, b: { c: 2 } },
      { a: 9, d: 4 },
    ]
    const { entries } = await diff(before, after, { values: true })
    expect(entries).toEqual([
      { kind: 'changed', path: '/a', before: 1, after: 9 },
      { kind: 'added', path: '/d', after: 4 },
      { kind: 'removed', path: '/b', before: { c: 2 } },
    ])
    expect(entries.at(-1)?.before).toBe(before.b)
    expect((await diff(before, after)).entries.every((entry) => Object.keys(entry).length === 2)).toBe(true)
  })

  it('are all counted, and not all listed', async () => {
    const found = await diff(
      Array.from({ length: 500 }, () => 0),
      Array.from({ length: 700 }, () => 1),
      { most: 3 },
    )
    expect(found.entries.map(({ path }) => path)).toEqual(['/0', '/1', '/2'])
    expect(found.counts).toEqual({ added: 200, removed: 0, changed: 500 })
  })

  it('that are within themselves have an end', async () => {
    const circle = (n: number) => {
      const value: Record<string, unknown> = { n, list: [n, { n }] }
      value.self = value
      return value
    }
    expect(await told(circle(1), circle(2))).toEqual(['~/n', '~/list/0', '~/list/1/n'])
    expect(await told(circle(1), circle(1))).toEqual([])
  })

  it('of which parts are shared a million times over are looked at once', async () => {
    const tower = (n: number) => {
      let value: unknown = { n }
      for (let level = 0; level < 40; level++) value = [value, value]
      return value
    }
    const { counts } = await diff(tower(1), tower(2))
    expect(counts.changed).toBeLessThan(2 ** 10)
  })

  it('that are deep are told as one below 64 levels', async () => {
    const deep = (n: number) => {
      let value: unknown = n
      for (let level = 0; level < 10_000; level++) value = { a: value }
      return value
    }
    expect(await told(deep(1), deep(2))).toEqual([`~${'/a'.repeat(64)}`])
    expect(await told(deep(1), deep(1))).toEqual([])
  })

  it('are compared in shares of a turn', async () => {
    let passes = 0
    const turn: TimeSlice = { isShared: true, pass: async () => void passes++ }
    const list = () => Array.from({ length: 10_000 }, (_, n) => ({ n }))
    await diff(list(), list(), { turn })
    const map = () => new Map(list().map((record, n) => [n, record]))
    await diff(map(), map(), { turn })
    expect(passes).toBeGreaterThan(10_000 / 256)
  })

  it('are looked through in shares of a turn for names that are gone', async () => {
    let passes = 0
    const turn: TimeSlice = { isShared: true, pass: async () => void passes++ }
    const names = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`k${n}`, n]))
    await diff(names, {}, { turn })
    expect(passes).toBeGreaterThan(10_000 / 256)
  })

  it('that are lists with endless gaps have an end', async () => {
    const list = (at: number, value: unknown) => Object.assign([] as unknown[], { [at]: value })
    expect(await told(list(4e9, 1), list(4e9, 2))).toEqual(['~/4000000000'])
    expect(await told(list(4e9, 1), [7])).toEqual(['+/0', '-/4000000000'])
    expect(await told({ a: [list(4e9, [1])] }, { a: [list(4e9, [1])] })).toEqual([])
  })
})

describe('two tables', () => {
  it.each([true, false])('are told by key (columns: %s)', async (columns) => {
    const tableOf = async (records: object) => openTable(await partsOf(JSON.stringify(records), { columns }))
    const before = await tableOf({ 'a/1': { n: 1 }, b: { n: 2 }, c: { n: 3 } })
    const after = await tableOf({ 'a/1': { n: 1 }, b: { n: 9 }, d: { n: 4 } })
    const { entries, counts } = await diff(before, after, { values: true })
    expect(entries).toEqual([
      { kind: 'changed', path: '/b', before: { n: 2 }, after: { n: 9 } },
      { kind: 'added', path: '/d', after: { n: 4 } },
      { kind: 'removed', path: '/c', before: { n: 3 } },
    ])
    expect(counts).toEqual({ added: 1, removed: 1, changed: 1 })
  })
})

/** Does to a copy of `before` what the entries say. */
function patched(before: unknown, entries: readonly DiffEntry[]): unknown {
  let value = structuredClone(before)
  // Of a list the last ones are taken away first.
  for (const { kind, path, after } of [...entries].reverse()) {
    if (path === '') {
      value = after
      continue
    }
    const keys = path
      .slice(1)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = keys.pop() as string
    const at = keys.reduce((part, key) => part[key] as never, value as Record<string, unknown>)
    if (kind !== 'removed')
      Object.defineProperty(at, last, { value: after, enumerable: true, configurable: true, writable: true })
    else if (Array.isArray(at)) at.length = Number(last)
    else delete at[last]
  }
  return value
}

it('what a diff tells makes the later value of the earlier one', async () => {
  // Maximum: 20 keys a level, 4 levels.
  const values = fc.jsonValue({ maxDepth: 4 })
  await fc.assert(
    fc.asyncProperty(values, values, async (before, after) => {
      const { entries } = await diff(before, after, { values: true })
      expect(isDeepStrictEqual(patched(before, entries), after)).toBe(true)
      expect(entries.length === 0).toBe(isDeepStrictEqual(before, after))
    }),
    { numRuns: 500 },
  )
})

it('a pointer writes any key as text', () => {
  expect(pointer('/a', Symbol('s'))).toBe('/a/Symbol(s)')
  expect(pointer('', { an: 'object' })).toBe('/')
})
