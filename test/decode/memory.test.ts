/** Shared memory comes back by itself, though V8 doesn't count it. @module */

import { gzipSync } from 'node:zlib'
import { expect, it, vi } from 'vitest'
import { bytes } from '../../src/decode/bytes.ts'
import { decodeOf } from '../../src/decode/decoder.ts'
import { LIMITS, MIB, plain } from '../support/coded.ts'
import { ownWire, poolOf } from '../support/decoder-pool.ts'

const SIZE = 48 * MIB
const packed = gzipSync(new Uint8Array(SIZE).fill(1), { level: 1 })
const decode = decodeOf(bytes({ shared: true }))
const limits = { ...LIMITS, maxRatio: 10_000 }

const context = () => ({
  term: 'geo',
  pool: poolOf(),
  previous: undefined,
  signal: new AbortController().signal,
})

/** Counts what the process holds, in versions. */
function counter(): () => number {
  const before = process.memoryUsage().rss
  return () => (process.memoryUsage().rss - before) / SIZE
}

it('mostly no more than two versions stay beside the one that is held, and never many', async () => {
  const own = context()
  const held = counter()
  let value: unknown
  let fewer = 0
  for (let version = 0; version < 12; version++) {
    value = await decode?.(ownWire(plain(packed), { limits }), own)
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

it('versions that followed fast piled up, each for a second: of 40 in two seconds 19 were there at once', async () => {
  const own = context()
  const held = counter()
  let most = 0
  for (let version = 0; version < 40; version++) {
    await decode?.(ownWire(plain(packed), { limits }), own)
    most = Math.max(most, held())
  }
  expect(most).toBeLessThan(12)
})
