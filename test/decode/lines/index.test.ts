/** The index of a set: it is small, and nobody can make it slow. @module */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { textSetPartsOf } from '../../../src/decode/table/index.ts'
import { collisions, SEED } from '../../support/collisions.ts'
import { textSetOf } from '../../support/text-sets.ts'

test('an entry takes at most 16 bytes beside its text', async () => {
  for (const count of [1000, 1500, 2000, 3000, 30_000]) {
    const texts = Array.from({ length: count }, (_, i) => `word-${i.toString(36)}`)
    const { byteLength } = await textSetOf(texts.join('\n'))
    const text = texts.reduce((sum, { length }) => sum + length, 0)
    expect((byteLength - text) / count).toBeLessThan(16)
  }
})

test('a text that comes again takes 2 bytes at most', async () => {
  const set = await textSetOf(`first\n${'again\n'.repeat(300_000)}last`)
  expect(set).toMatchObject({ size: 3, duplicates: 299_999 })
  expect(set.byteLength).toBeLessThan(2 * 300_000)
  expect([...set]).toEqual(['first', 'again', 'last'])
})

describe('texts that are made to collide', () => {
  beforeEach(() => {
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((words) => {
      if (words instanceof Uint32Array) words.set(SEED)
      return words
    })
  })
  afterEach(() => void vi.restoreAllMocks())

  test('are kept by a hash that nobody can aim at, and all are found', async () => {
    const texts = collisions(20_000)
    const set = await textSetOf(texts.join('\n'), { trim: false })
    expect(textSetPartsOf(set)?.index.hash).toBe('keyed')
    expect(texts.every((text) => set.has(text))).toBe(true)
    expect(set.has('not there')).toBe(false)
  })
})
