/** Calls a decoder with a payload and what else a term gives it, for tests with real threads. @module */

import { onTestFinished } from 'vitest'
import { systemClock } from '../../src/base/clock.ts'
import { type DecodeContext, decodeOf } from '../../src/decode/decoder.ts'
import type { Wire } from '../../src/decode/wire.ts'
import { decodePool } from '../../src/decode/workers/pool.ts'
import { LIMITS } from './coded.ts'

export const wireOf = (bytes: Uint8Array): Wire => ({
  bytes,
  owned: false,
  encoding: undefined,
  auto: true,
  limits: LIMITS,
})

interface ContextOptions {
  readonly above?: number
  readonly signal?: DecodeContext['signal']
  readonly until?: (end: () => Promise<void>) => void
}

/** The context of a decoder, with a pool of one thread that ends with the test, or with all tests of a file. */
export function decodeContext({
  above = 0,
  signal,
  until = onTestFinished,
}: ContextOptions = {}): DecodeContext {
  const pool = decodePool({ max: 1, idleMs: 60_000, above, clock: systemClock })
  until(() => pool.close())
  return { term: 'prices', signal: signal ?? new AbortController().signal, pool, previous: undefined }
}

type Deserialize = (bytes: Uint8Array, scope: never) => unknown

/** Decodes bytes as a term with this `deserialize` does. */
export function decodedWith(
  deserialize: Deserialize,
  bytes: Uint8Array,
  context: DecodeContext,
): Promise<unknown> {
  const decode = decodeOf(deserialize)
  if (decode === undefined) throw new Error('This function has no way of its own')
  return decode(wireOf(bytes), context)
}
