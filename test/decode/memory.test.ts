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

it('no more than two versions beside the one that is held are there for long', async () => {
  const context = { term: 'geo', pool: poolOf(), previous: undefined, signal: new AbortController().signal }
  const decode = decodeOf(bytes({ shared: true }))
  const before = process.memoryUsage().rss
  let value: unknown
  for (let version = 0; version < 8; version++) {
    value = await decode?.(ownWire(plain(packed), { limits }), context)
    await vi.waitFor(() => expect(process.memoryUsage().rss - before).toBeLessThan(3.5 * SIZE), {
      timeout: 3_000,
    })
  }
  expect(value).toHaveLength(SIZE)
})
