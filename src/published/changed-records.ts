/** Offers what has changed of the records that somebody holds, where the manifest names such a delta for them. @module */

import type { ChangedRecords, FetchContext } from '../fetch/fetcher.ts'
import { receive } from '../fetch/receive.ts'
import { type Manifest, recordDeltaName } from '../manifest/index.ts'
import { tellDelta } from './delta.ts'
import type { SharedHost } from './host.ts'
import { chunksOf, openObject } from './object.ts'
import type { UsedFetcher } from './used-fetchers.ts'

export interface RecordsOffering {
  readonly host: SharedHost | undefined
  readonly manifest: Manifest
  readonly context: FetchContext
  /** Opens the fetcher of an object of the term, by its name. */
  use(name: string): Promise<UsedFetcher>
  /** Hears that it has come, before anybody makes anything of it, and is waited for. */
  arrived(): Promise<void>
}

/** `undefined` where nobody wants any, or there is none from what is held. */
export function changedRecords({
  host,
  manifest,
  context,
  use,
  arrived,
}: RecordsOffering): ChangedRecords | undefined {
  const { records: held } = context
  const { term, sha256: to } = manifest
  const delta = manifest.recordDeltas?.find(
    ({ from, decoder }) => from === held?.from && decoder === held.decoder,
  )
  if (delta === undefined || delta.size >= manifest.size || delta.size > context.maxBytes) return undefined
  const { from, decoder, sha256, size, unpacked, result } = delta

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
