/** Payloads that are made of the one before and of what has changed since. @module */

import { TermError, toTermError } from '../../base/errors.ts'
import { timeSlice } from '../../base/time-slice.ts'
import type { DecodePool } from '../decoder.ts'
import { plainWire } from '../wire.ts'
import { ownZstd } from './own-zstd.ts'
import { type DeltaTask, deltaUnpacker, isThrifty, unpackDelta } from './unpack-delta.ts'
import { isWasmZstdFound, wasmZstd } from './wasm-zstd.ts'

export type { Base, BaseFile } from './base.ts'

export interface Delta {
  /** Zstandard, in memory that is given away. */
  readonly bytes: Uint8Array
  /** The threads of the tree; absent: a fetcher is asked by itself. */
  readonly threads: DecodePool | undefined
  readonly signal: AbortSignal
}

/** What comes out in one turn, where no thread does it. */
const CHUNK = 2 ** 20

/** What WebAssembly does in a few milliseconds, in bytes. */
const MOST_HERE = 2 ** 21

/** Why none can be read in this process, as far as that is known. */
let hindrance: Promise<TermError | undefined> | undefined

/** Why none can be read here, with what to install: who can't read them need not ask for one. */
export function unreadable(): Promise<TermError | undefined> {
  hindrance ??= Promise.resolve(ownZstd !== undefined || isWasmZstdFound() ? undefined : whyNoWasm())
  return hindrance
}

/** What isn't there fails in a moment. */
const whyNoWasm = (): Promise<TermError | undefined> =>
  wasmZstd().then(
    () => undefined,
    (error: TermError) => error,
  )

/**
 * The payload, which is the one of the digest; made in a thread where it is large.
 *
 * @throws TermError `ERR_TERM_ENCODING` where it can't be read, here or anywhere; `ERR_TERM_DIGEST`, `ERR_TERM_TOO_LARGE`,
 * `ERR_TERM_DECODER` for a thread that died
 */
export async function payloadByDelta(delta: Delta, task: DeltaTask): Promise<Uint8Array> {
  try {
    return await payloadOf(delta, task)
  } catch (thrown) {
    const error = toTermError(thrown, 'ERR_TERM_ENCODING', 'the delta cannot be applied', {
      stage: 'download',
    })
    // What was found can't be loaded: only a thread that has tried knows.
    if (error.code === 'ERR_TERM_ENCODING' && error.hopeless) hindrance = Promise.resolve(error)
    throw error
  }
}

async function payloadOf({ bytes, threads, signal }: Delta, task: DeltaTask): Promise<Uint8Array> {
  const room = task.base.byteLength + task.size
  if (threads !== undefined && room >= threads.above && threads.hasThreads())
    return (await threads.run({ kind: 'delta', options: task }, plainWire(bytes), signal)) as Uint8Array
  if (room > MOST_HERE && !isThrifty(await deltaUnpacker()))
    throw new TermError('ERR_TERM_ENCODING', 'a delta of that size is read in a thread, and there is none', {
      stage: 'download',
    })
  return unpackDelta(bytes, task, timeSlice(signal), CHUNK)
}
