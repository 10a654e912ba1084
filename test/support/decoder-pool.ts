/** Makes a pool of real threads that ends with its test, and wires for it. @module */

import { onTestFinished } from 'vitest'
import { systemClock } from '../../src/base/clock.ts'
import { type DecodeContext, decodeOf } from '../../src/decode/decoder.ts'
import { inWorker } from '../../src/decode/in-worker.ts'
import type { Wire } from '../../src/decode/wire.ts'
import { type ClosableDecodePool, type DecodePoolOptions, decodePool } from '../../src/decode/workers/pool.ts'
import { utf8 } from './coded.ts'
import { wireOf } from './decoding.ts'

/** Makes a pool to which everything goes, however small, unless the test says otherwise. */
export function poolOf(options: Partial<DecodePoolOptions> = {}): ClosableDecodePool {
  const pool = decodePool({ max: 1, idleMs: 60_000, above: 0, clock: systemClock, ...options })
  onTestFinished(() => pool.close())
  return pool
}

/** A wire whose memory belongs to everterm. */
export const ownWire = (bytes: Uint8Array, overrides: Partial<Wire> = {}): Wire => ({
  ...wireOf(bytes),
  owned: true,
  ...overrides,
})

const module = new URL('./wayward-decoder.mjs', import.meta.url)
const wayward = decodeOf(inWorker<{ thread: number }>(module))

/** Lets the wayward decoder misbehave in a thread of the pool. If it doesn't, it resolves with its thread. */
export async function goAstray(
  pool: ClosableDecodePool,
  way: 'exit' | 'loop' | 'hang' | 'crash' | 'none',
  signal: DecodeContext['signal'] = new AbortController().signal,
): Promise<{ thread: number }> {
  const context = { term: 'prices', pool, previous: undefined, signal }
  return (await wayward?.(ownWire(utf8(way)), context)) as { thread: number }
}
