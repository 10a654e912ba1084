/** Offers what has changed of the records that somebody holds, where the manifest names such a delta for them. @module */

import type { ChangedRecords, FetchContext, RecordsHeld } from '../fetch/fetcher.ts'
import { receive } from '../fetch/receive.ts'
import { type Manifest, type RecordDeltaRef, recordDeltaName } from '../manifest/index.ts'
import { tellDelta } from './delta.ts'
import type { SharedHost } from './host.ts'
import { chunksOf, openObject } from './object.ts'
import type { TellPassedOver } from './passed-over.ts'
import type { UsedFetcher } from './used-fetchers.ts'

export interface RecordsOffering {
  readonly host: SharedHost | undefined
  readonly manifest: Manifest
  readonly context: FetchContext
  /** Opens the fetcher of an object of the term, by its name. */
  use(name: string): Promise<UsedFetcher>
  /** Hears that it has come, before anybody makes anything of it, and is waited for. */
  arrived(): Promise<void>
  readonly tellPassedOver: TellPassedOver
}

/** `undefined` where no records are held, or none of those that are offered can be taken: that is told. */
export function changedRecords({
  host,
  manifest,
  context,
  use,
  arrived,
  tellPassedOver,
}: RecordsOffering): ChangedRecords | undefined {
  const { records: held } = context
  const { term, sha256: to } = manifest
  const nearest = held && nearestTo(held, manifest.recordDeltas ?? [])
  // Whoever holds the very version may want its payload once more.
  if (held === undefined || nearest === undefined || held.from === to) return undefined
  const why = held.unfit ?? unfitFor(held, nearest, { manifest, context })
  if (why !== undefined) {
    tellPassedOver({ manifest, held, nearest, why }, context)
    return undefined
  }
  const { from, decoder, sha256, size, unpacked, result } = nearest

  async function* download(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const open = await openObject(await use(recordDeltaName(from, to, decoder)), { size, sha256 }, context)
    yield* chunksOf(open(signal))
  }

  return {
    from,
    to,
    size,
    unpacked,
    result,
    async open(signal) {
      const body = host === undefined ? download(signal) : host.payload({ sha256, size }, download, signal)
      const { bytes } = await receive(body, { size, maxBytes: size, signal })
      await arrived()
      return bytes
    },
    ended: (error) => tellDelta(term, context, { from, to, size, of: 'records', ...(error && { error }) }),
  }
}

/** The one for what is held; else one from there, for another decoder; else any. */
function nearestTo(held: RecordsHeld, offered: readonly RecordDeltaRef[]): RecordDeltaRef | undefined {
  const fromThere = offered.filter(({ from }) => from === held.from)
  return fromThere.find(({ decoder }) => decoder === held.decoder) ?? fromThere[0] ?? offered[0]
}

/** Why it can't be taken, in words. */
function unfitFor(
  held: RecordsHeld,
  { from, decoder, size }: RecordDeltaRef,
  { manifest, context }: Pick<RecordsOffering, 'manifest' | 'context'>,
): string | undefined {
  if (from !== held.from) return 'it changes another version than the one that is held'
  if (decoder !== held.decoder) return 'it is for a decoder of other options than `deserialize` of the term'
  if (size >= manifest.size) return 'it is no smaller than the payload'
  return size > context.maxBytes ? 'it is larger than `limits.maxBytes` of the term' : undefined
}
