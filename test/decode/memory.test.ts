/** Shared memory comes back by itself, though V8 doesn't count it. @module */

import { gzipSync } from 'node:zlib'
import { expect, it, vi } from 'vitest'
import { bytes } from '../../src/decode/bytes.ts'
import { decodeOf } from '../../src/decode/decoder.ts'
import { LIMITS, MIB, plain } from '../support/coded.ts'
import { ownWire, poolOf } from '../support/decoder-pool.ts'

const SIZE = 48 * MIB
const packed = gzipSync(new Uint8Array(SIZE).fill(1), { level: 1 })
const limits = { ...LIMITS, maxRatio: 10_000 }

it('no more than a few versions are there at a time, though nobody collects', async () => {
  const context = { term: 'geo', pool: poolOf(), previous: undefined, signal: new AbortController().signal }
  const decode = decodeOf(bytes({ shared: true }))
  const before = process.memoryUsage().rss
  let value: unknown
  for (let version = 0; version < 12; version++) {
    value = await decode?.(ownWire(plain(packed), { limits }), context)
    // When V8 collects is its own affair: mostly there are two, and four at times.
    await vi.waitFor(() => expect(process.memoryUsage().rss - before).toBeLessThan(5 * SIZE), {
      timeout: 3_000,
    })
  }
  expect(value).toHaveLength(SIZE)
})
