/** The index: every key is found, and nobody can make it slow. @module */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fastHash } from '../../../../src/decode/table/format/hash.ts'
import type { IndexParts } from '../../../../src/decode/table/format/table-parts.ts'
import { finderOf } from '../../../../src/decode/table/read/finder.ts'
import { partsOf } from '../../../support/built-tables.ts'
import { collisions, SEED } from '../../../support/collisions.ts'

const documentOf = (keys: readonly string[]): string => `{${keys.map((key) => `"${key}":0`).join()}}`

/** How many keys each bucket has. */
function bucketSizes({ buckets, heap }: IndexParts): number[] {
  return Array.from(buckets.subarray(0, -1), (start, bucket) => {
    let keys = 0
    for (let at = start; at < (buckets[bucket + 1] as number); keys++) {
      const length = (heap[at] as number) >>> 24
      at += length < 255 ? 2 + ((length + 3) >> 2) : 3 + (((heap[at + 2] as number) + 3) >> 2)
    }
    return keys
  })
}

function expectAllFound(index: IndexParts, keys: readonly string[]): void {
  const find = finderOf(index)
  expect(keys.filter((key, row) => find.byText(key) !== row)).toEqual([])
  expect(find.byText('not there')).toBe(-1)
}

describe.each([0, 1, 2, 3, 5, 100, 1000, 30_000])('of %i keys', (count) => {
  test('has every one of them, about two in a bucket', async () => {
    const keys = Array.from({ length: count }, (_, i) => `SKU-${'0'.repeat(i % 9)}${i}`)
    const { index, size } = await partsOf(documentOf(keys))
    expect(size).toBe(count)
    expect(index.hash).toBe('fast')
    expectAllFound(index, keys)
    expect(count / (index.buckets.length - 1)).toBeLessThan(3)
    expect(index.buckets.length - 1).toBeLessThanOrEqual(Math.max(1, count))
    expect(bucketSizes(index).reduce((sum, keys) => sum + keys, 0)).toBe(count)
  })
})

describe('keys that collide', () => {
  beforeEach(() => {
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((words) => {
      if (words instanceof Uint32Array) words.set(SEED)
      return words
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  test('have one hash', () => {
    const keys = collisions(100)
    const hashes = keys.map((key) =>
      fastHash(
        Uint32Array.from([0, 4], (at) => Buffer.from(key).readUInt32LE(at)),
        8,
        SEED[0],
      ),
    )
    expect(new Set(keys).size).toBe(100)
    expect(new Set(hashes).size).toBe(1)
  })

  test('may be few: a bucket has 64 at most', async () => {
    const keys = collisions(64)
    const { index } = await partsOf(documentOf([...keys, 'more', 'keys']))
    expect(index).toMatchObject({ hash: 'fast', seed: SEED })
    expect(Math.max(...bucketSizes(index))).toBeGreaterThanOrEqual(64)
    expectAllFound(index, keys)
  })

  test('are spread by a keyed hash where there are more', async () => {
    const keys = collisions(1000)
    for (const count of [65, 1000]) {
      const { index, size } = await partsOf(documentOf(keys.slice(0, count)))
      expect(size).toBe(count)
      expect(index).toMatchObject({ hash: 'keyed', seed: SEED })
      expect(Math.max(...bucketSizes(index))).toBeLessThan(16)
      expectAllFound(index, keys.slice(0, count))
    }
  })

  test('count once each, however often they come', async () => {
    const keys = collisions(64)
    const document = documentOf([...keys, ...keys, ...keys])
    const { index, size, rows } = await partsOf(document, { duplicates: 'last' })
    expect({ hash: index.hash, size, rows }).toEqual({ hash: 'fast', size: 64, rows: 64 })
    expectAllFound(index, keys)
  })

  test('may come again where the hash is keyed', async () => {
    const keys = collisions(200)
    const document = documentOf([...keys, ...keys.toReversed()])
    const { index, size } = await partsOf(document, { duplicates: 'last' })
    expect({ hash: index.hash, size }).toEqual({ hash: 'keyed', size: 200 })
    expectAllFound(index, keys)
  })
})
