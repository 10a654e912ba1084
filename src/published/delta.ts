/** Makes a payload of one that the host holds already, and of what has changed since. @module */

import { createHash } from 'node:crypto'
import diagnostics_channel from 'node:diagnostics_channel'
import { TermError, toTermError } from '../base/errors.ts'
import { timeSlice } from '../base/time-slice.ts'
import type { FetchContext } from '../fetch/fetcher.ts'
import { receive } from '../fetch/receive.ts'
import { type DeltaRef, deltaName, type Manifest } from '../manifest/index.ts'
import type { SharedHost } from './host.ts'
import { openObject } from './object.ts'
import { inPieces } from './pieces.ts'
import { canUnpackDeltas, unpackDelta } from './unpack-delta.ts'
import type { UsedFetcher } from './used-fetchers.ts'

/** The name of the channel of `node:diagnostics_channel` on which each use of a delta is told, as a `DeltaMessage`. */
export const DELTAS = 'everterm:delta'

export interface DeltaMessage {
  readonly term: string
  /** SHA-256, in hex. */
  readonly from: string
  readonly to: string
  /** In bytes: what came over the wire, or would have. */
  readonly size: number
  /** Why it came to nothing, so that the payload was downloaded whole; absent: it made the payload. */
  readonly error?: TermError
}

const deltas = diagnostics_channel.channel(DELTAS)

export interface Making {
  readonly host: SharedHost
  readonly manifest: Manifest
  readonly context: FetchContext
  /** Opens the fetcher of an object of the term, by its name. */
  readonly use: (name: string) => Promise<UsedFetcher>
}

/** @returns the payload, which is checked; `undefined` where it has to be downloaded whole, for whatever reason */
export async function byDelta(making: Making, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const { manifest, host, context } = making
  if (!canUnpackDeltas) return undefined
  for (const delta of manifest.deltas ?? []) {
    if (delta.size >= manifest.size) continue
    const base = await host.held(delta.from, context.maxBytes)
    if (base !== undefined) return apply(making, delta, base, signal)
  }
  return undefined
}

async function apply(
  making: Making,
  delta: DeltaRef,
  base: Uint8Array,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const { term, sha256: to } = making.manifest
  const { from, size } = delta
  try {
    const payload = await made(making, delta, base, signal)
    deltas.publish({ term, from, to, size } satisfies DeltaMessage)
    return payload
  } catch (thrown) {
    signal.throwIfAborted()
    const error = toTermError(thrown, 'ERR_TERM_ENCODING', 'the delta cannot be applied', {
      stage: 'download',
    })
    deltas.publish({ term, from, to, size, error } satisfies DeltaMessage)
    return undefined
  }
}

async function made(
  { manifest, context, use }: Making,
  { from, size, sha256, windowLog }: DeltaRef,
  base: Uint8Array,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const used = await use(deltaName(from, manifest.sha256))
  const open = await openObject(used, { size, sha256 }, context)
  const { bytes } = await receive(open(signal), { size, maxBytes: size, signal })
  const payload = await unpackDelta(bytes, { base, size: manifest.size, windowLog })
  if ((await digestOf(payload)) === manifest.sha256) return payload
  throw new TermError('ERR_TERM_DIGEST', 'the delta makes another payload than the manifest names', {
    stage: 'download',
  })
}

async function digestOf(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256')
  const turn = timeSlice()
  for (const piece of inPieces(bytes)) {
    hash.update(piece)
    await turn.pass()
  }
  return hash.digest('hex')
}
