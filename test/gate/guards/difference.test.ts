/** How many records of two values differ. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allTime } from '../../../src/base/time-slice.ts'
import { changesBetween } from '../../../src/decode/table/changes.ts'
import { type TextSetParts, textSetPartsOf } from '../../../src/decode/table/index.ts'
import { openTable } from '../../../src/decode/table/read/open-table.ts'
import { openTextSet } from '../../../src/decode/table/read/text-set.ts'
import { type Counted, counted } from '../../../src/gate/guards/count.ts'
import { differenceOf } from '../../../src/gate/guards/difference.ts'
import { partsOf } from '../../support/built-tables.ts'
import { textSetOf } from '../../support/text-sets.ts'

type Records = Readonly<Record<string, unknown>>

const seen = (value: unknown) => counted(value) as Counted
const differing = (live: unknown, next: unknown) => differenceOf(live, seen(next), seen(live).count, allTime)

const LIVE: Records = { a: { n: 1 }, b: { n: 2 }, c: { n: 3 } }
const NEXT: Records = { a: { n: 1 }, b: { n: 9 }, d: { n: 4 }, e: { n: 5 } }
const DIFFERENCE = { added: 2, removed: 1, changed: 1 }

const mapOf = (records: Records) => new Map(Object.entries(records))
const tableOf = async (records: Records, columns = false) =>
  openTable(await partsOf(JSON.stringify(records), { columns }))

/** As a table is published: it knows what differs. */
async function knowing(live: Records, next: Records) {
  const [before, after] = [await partsOf(JSON.stringify(live)), await partsOf(JSON.stringify(next))]
  return openTable(after, { changes: await changesBetween(before, after, 0) })
}

describe('texts that differ', () => {
  const setOf = async (...texts: readonly string[]) => textSetOf(texts.join('\n'))

  it('are counted as those of sets are', async () => {
    expect(await differing(await setOf('a', 'b', 'c'), await setOf('b', 'd'))).toEqual({
      added: 1,
      removed: 2,
      changed: 0,
    })
  })

  it('are told by a set that knows them', async () => {
    const changes = { added: [], removed: [], counts: { added: 5, removed: 6 }, complete: false }
    const next = openTextSet(textSetPartsOf(await setOf('a')) as TextSetParts, changes)
    expect(await differing(await setOf('b'), next)).toEqual({ added: 5, removed: 6, changed: 0 })
  })

  it('are all of them beside values of another kind', async () => {
    for (const live of [new Set([1, 2]), { a: 1, b: 2 }, [1, 2]]) {
      expect(await differing(live, await setOf('a'))).toEqual({ added: 1, removed: 2, changed: 0 })
      expect(await differing(await setOf('a'), live)).toEqual({ added: 2, removed: 1, changed: 0 })
    }
  })
})

describe('records that differ', () => {
  it('are counted by their keys: of objects, maps and tables', async () => {
    expect(await differing(LIVE, NEXT)).toEqual(DIFFERENCE)
    expect(await differing(mapOf(LIVE), mapOf(NEXT))).toEqual(DIFFERENCE)
    expect(await differing(await tableOf(LIVE), await tableOf(NEXT))).toEqual(DIFFERENCE)
    expect(await differing(await tableOf(LIVE, true), await tableOf(NEXT, true))).toEqual(DIFFERENCE)
    expect(await differing(await tableOf(LIVE, true), await tableOf(NEXT, false))).toEqual(DIFFERENCE)
    expect(await differing(await tableOf(LIVE), mapOf(NEXT))).toEqual(DIFFERENCE)
  })

  it('are what a table says of itself, where it knows', async () => {
    const next = await knowing(LIVE, NEXT)
    expect(next.changes?.complete).toBe(false)
    expect(await differing(await tableOf(LIVE), next)).toEqual(DIFFERENCE)
    // It is asked, and nothing compared.
    expect(await differing(await tableOf({ x: 1 }), next)).toEqual(DIFFERENCE)
  })

  it('are counted by their place in lists, and as members of sets', async () => {
    expect(await differing(['a', 'b', 'c'], ['a', 'x', 'c', 'd'])).toEqual({
      added: 1,
      removed: 0,
      changed: 1,
    })
    expect(await differing(['a', 'b', 'c'], ['a'])).toEqual({ added: 0, removed: 2, changed: 0 })
    expect(await differing(new Set('abc'), new Set('bcde'))).toEqual({ added: 2, removed: 1, changed: 0 })
  })

  it('are counted in lists with endless gaps', async () => {
    const list = (members: object) => Object.assign([] as unknown[], members)
    expect(await differing(list({ 1: 'a', 4e9: 'b' }), list({ 1: 'a', 4e9: 'c', 7: 'd' }))).toEqual({
      added: 1,
      removed: 0,
      changed: 1,
    })
  })

  it('are all of them, where the kind is another', async () => {
    const all = { added: 3, removed: 3, changed: 0 }
    expect(await differing(LIVE, Object.values(LIVE))).toEqual(all)
    expect(await differing(Object.values(LIVE), LIVE)).toEqual(all)
    expect(await differing(mapOf(LIVE), LIVE)).toEqual(all)
    expect(await differing(LIVE, mapOf(LIVE))).toEqual(all)
    expect(await differing(new Set('abc'), LIVE)).toEqual(all)
  })

  it('have the names of `Object.prototype` as well as others', async () => {
    const odd = JSON.parse('{"__proto__":1,"constructor":1,"toString":1}')
    expect(await differing({ a: 1 }, odd)).toEqual({ added: 3, removed: 1, changed: 0 })
    expect(await differing(odd, JSON.parse('{"__proto__":2,"constructor":1}'))).toEqual({
      added: 0,
      removed: 1,
      changed: 1,
    })
  })

  it('are the same number in each kind of value', async () => {
    const records = fc.dictionary(fc.constantFrom(...'abcdefghij'), fc.record({ n: fc.nat(2) }), {
      maxKeys: 10,
    })
    await fc.assert(
      fc.asyncProperty(records, records, async (live, next) => {
        const difference = await differing(live, next)
        expect(await differing(mapOf(live), mapOf(next))).toEqual(difference)
        expect(await differing(await tableOf(live), await tableOf(next))).toEqual(difference)
        const { added, removed, changed } = (await knowing(live, next)).changes?.counts ?? {}
        expect({ added, removed, changed }).toEqual(difference)
      }),
    )
  })
})

describe('counting', () => {
  it.each<[string, unknown, number | undefined]>([
    ['a list', [1, 2], 2],
    ['a list with holes', Array(3), 3],
    ['a map', new Map([[1, 2]]), 1],
    ['a set', new Set([1, 2]), 2],
    ['an object', { a: 1, b: 2 }, 2],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), 1],
    ['an object with a field `size`', { size: 7, get: 1 }, 2],
    ['a weak map', new WeakMap(), undefined],
    ['null', null, undefined],
    ['a number', 7, undefined],
    ['a function', () => 1, undefined],
    ['a list with endless gaps', Object.assign([], { 4e9: 1 }), 1],
  ])('%s', (_, value, count) => {
    expect(counted(value)?.count).toBe(count)
  })

  it('asks a table for its size, and builds no record', async () => {
    const { size, ...rest } = await tableOf(LIVE)
    const unread = Object.fromEntries(Object.keys(rest).map((name) => [name, () => expect.fail('was read')]))
    expect(seen({ ...unread, size }).count).toBe(3)
  })
})
