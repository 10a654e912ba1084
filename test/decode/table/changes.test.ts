/** What differs between two versions is told key by key, counted whole and listed up to a bound. @module */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween } from '../../../src/decode/table/changes.ts'
import { tableParts } from '../../support/table-parts.ts'

type Entries = [key: string, value: unknown][]

const between = (before: Entries, after: Entries, most = 100) =>
  changesBetween(tableParts(before, { seed: [1, 2] }), tableParts(after, { seed: [3, 4] }), most)

test('tells what was added, removed and changed, in the order of the documents', async () => {
  const before: Entries = [['z', 1], ['10', 2], ['same', { a: [1] }], ['é', 3], ['y', 4], ['\ud800', 5]] // biome-ignore format: one line
  const after: Entries = [['new', 0], ['é', 4], ['same', { a: [1] }], ['10', 20], ['2', 1], ['\ud800', 5]] // biome-ignore format: one line
  expect(await between(before, after)).toEqual({
    added: ['new', '2'],
    removed: ['z', 'y'],
    changed: ['é', '10'],
    counts: { added: 2, removed: 2, changed: 2 },
    complete: true,
  })
})

test('lists no more than it is asked to, and counts all', async () => {
  const before: Entries = Array.from({ length: 50 }, (_, i) => [`k${i}`, i])
  const after: Entries = Array.from({ length: 45 }, (_, i) => [`k${i + 10}`, i])
  const counts = { added: 5, removed: 10, changed: 40 }
  expect(await between(before, after, 3)).toEqual({
    added: ['k50', 'k51', 'k52'],
    removed: ['k0', 'k1', 'k2'],
    changed: ['k10', 'k11', 'k12'],
    counts,
    complete: false,
  })
  expect(await between(before, after, 0)).toEqual({
    added: [],
    removed: [],
    changed: [],
    counts,
    complete: false,
  })
  expect((await between(before, after, 40)).complete).toBe(true)
})

test('the same version has no changes, whichever hash it is indexed by', async () => {
  const entries: Entries = Array.from({ length: 300 }, (_, i) => ['k'.repeat(i), { i }])
  const nothing = {
    added: [],
    removed: [],
    changed: [],
    counts: { added: 0, removed: 0, changed: 0 },
    complete: true,
  }
  expect(await between(entries, entries, 0)).toEqual(nothing)
  const keyed = tableParts(entries, { hash: 'keyed' })
  expect(await changesBetween(keyed, tableParts(entries), 0)).toEqual(nothing)
  expect(await changesBetween(tableParts(entries), keyed, 0)).toEqual(nothing)
})

test('compares the records that count where keys are given twice', async () => {
  const once: Entries = [['a', 3], ['b', 2]] // biome-ignore format: one line
  const twice: Entries = [['a', 1], ['b', 2], ['a', 3]] // biome-ignore format: one line
  expect((await between(once, twice)).counts).toEqual({ added: 0, removed: 0, changed: 0 })
  expect((await between(twice, once)).counts).toEqual({ added: 0, removed: 0, changed: 0 })
  expect(await between(twice, [['b', 2]])).toMatchObject({
    removed: ['a'],
    counts: { removed: 1, changed: 0 },
  })
})

test('finds what comparing two Maps finds', async () => {
  const entries = fc.array(
    fc.tuple(fc.constantFrom('', 'a', 'b', 'é', '\ud800', '1', 'long'.repeat(70)), fc.nat(2)),
    { maxLength: 30 },
  )
  const property = fc.asyncProperty(entries, entries, async (one, other) => {
    const [before, after] = [new Map(one), new Map(other)]
    const found = await between(one, other)
    expect(found.added).toEqual([...after.keys()].filter((key) => !before.has(key)))
    expect(found.removed).toEqual([...before.keys()].filter((key) => !after.has(key)))
    expect(found.changed).toEqual(
      [...after.keys()].filter((key) => before.has(key) && before.get(key) !== after.get(key)),
    )
  })
  await fc.assert(property, { numRuns: 100 })
})
