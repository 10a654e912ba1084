/** Makes a payload of one that the host holds already, or the term, and of what has changed since. @module */

import diagnostics_channel from 'node:diagnostics_channel'
import { toTermError } from '../base/errors.ts'
import { type Base, payloadByDelta, unreadable } from '../decode/delta/index.ts'
import { lentThreads } from '../decode/lent-threads.ts'
import type { DeltaUse, FetchContext } from '../fetch/fetcher.ts'
import { receive } from '../fetch/receive.ts'
import { type DeltaRef, deltaName, type Manifest } from '../manifest/index.ts'
import type { SharedHost } from './host.ts'
import { openObject } from './object.ts'
import type { UsedFetcher } from './used-fetchers.ts'

/** The name of the channel of `node:diagnostics_channel` on which each use of a delta is told, as a `DeltaMessage`. */
export const DELTAS = 'everterm:delta'

export interface DeltaMessage extends DeltaUse {
  readonly term: string
}

const deltas = diagnostics_channel.channel(DELTAS)

/** Tells all who want to know what became of a delta. */
export function tellDelta(term: string, context: FetchContext, use: DeltaUse): void {
  deltas.publish({ term, ...use } satisfies DeltaMessage)
  context.delta?.(use)
}

export interface Making {
  /** The folder of the host; absent: there is none. */
  readonly host: SharedHost | undefined
  readonly manifest: Manifest
  readonly context: FetchContext
  /** Opens the fetcher of an object of the term, by its name. */
  readonly use: (name: string) => Promise<UsedFetcher>
}

/** @returns the payload, which is checked; `undefined` where it has to be downloaded whole, for whatever reason */
export async function byDelta(making: Making, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const { manifest } = making
  for (const delta of manifest.deltas ?? []) {
    if (delta.size >= manifest.size) continue
    const base = await baseOf(making, delta)
    if (base !== undefined) return apply(making, delta, base, signal)
  }
  return undefined
}

/** What the delta changes: out of the folder of the host, or of what the term keeps on disk. */
async function baseOf({ host, context }: Making, { from }: DeltaRef): Promise<Base | undefined> {
  return (await host?.find(from, context.maxBytes)) ?? context.kept?.(from)
}

async function apply(
  making: Making,
  delta: DeltaRef,
  base: Base,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const { term, sha256: to } = making.manifest
  const { from, size } = delta
  const told = (use: Omit<DeltaUse, 'of'>) => tellDelta(term, making.context, { ...use, of: 'bytes' })
  try {
    const payload = await made(making, delta, base, signal)
    told({ from, to, size })
    return payload
  } catch (thrown) {
    signal.throwIfAborted()
    const error = toTermError(thrown, 'ERR_TERM_ENCODING', 'the delta cannot be applied', {
      stage: 'download',
    })
    told({ from, to, size, error })
    return undefined
  }
}

async function made(
  { manifest, context, host, use }: Making,
  { from, size, sha256, windowLog }: DeltaRef,
  base: Base,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const hindrance = await unreadable()
  if (hindrance !== undefined) throw hindrance
  const used = await use(deltaName(from, manifest.sha256))
  const open = await openObject(used, { size, sha256 }, context)
  const { bytes } = await receive(open(signal), { size, maxBytes: size, signal })
  const delta = { bytes, threads: lentThreads(context), signal }
  try {
    return await payloadByDelta(delta, { base, size: manifest.size, windowLog, sha256: manifest.sha256 })
  } catch (error) {
    if (!signal.aborted) await host?.inspect(from)
    throw error
  }
}
