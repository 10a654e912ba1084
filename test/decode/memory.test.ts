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

it('mostly no more than two versions stay beside the one that is held, and never many', async () => {
  const context = { term: 'geo', pool: poolOf(), previous: undefined, signal: new AbortController().signal }
  const decode = decodeOf(bytes({ shared: true }))
  const before = process.memoryUsage().rss
  const held = () => (process.memoryUsage().rss - before) / SIZE
  let value: unknown
  let fewer = 0
  for (let version = 0; version < 12; version++) {
    value = await decode?.(ownWire(plain(packed), { limits }), context)
    // V8 decides when it collects: at times it waits for the next version.
    await vi
      .waitFor(() => expect(held()).toBeLessThan(3.5), { timeout: 1_000 })
      .then(
        () => fewer++,
        () => {},
      )
    expect(held()).toBeLessThan(5)
  }
  expect(fewer).toBeGreaterThanOrEqual(9)
  expect(value).toHaveLength(SIZE)
})
