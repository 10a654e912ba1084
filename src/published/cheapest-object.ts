/** A payload as it can be had by the least: out of the folder of the host, of what has changed, or of the store. @module */

import { directBody, type MakeMemory } from '../fetch/contract/direct.ts'
import type { Changed } from '../fetch/fetcher.ts'
import { checkAnnounced } from '../fetch/receive.ts'
import { objectName } from '../manifest/index.ts'
import { byDelta, type Making } from './delta.ts'
import { chunksOf, openObject } from './object.ts'

export interface Sharing extends Making {
  /** Hears that the payload has come, and is waited for. */
  readonly arrived: () => Promise<void>
}

/** The store is asked when it is opened: by one of the host, where processes share a folder. */
export function cheapestObject({ arrived, ...making }: Sharing): Changed['open'] {
  const { host, manifest, context, use } = making
  checkAnnounced(manifest.size, context.maxBytes)

  async function* download(signal: AbortSignal, allocate: MakeMemory): AsyncGenerator<Uint8Array> {
    const made = await byDelta(making, signal)
    if (made !== undefined) {
      yield made
      return
    }
    const open = await openObject(await use(objectName(manifest.sha256)), manifest, context)
    yield* chunksOf(open(signal), allocate)
  }

  async function* cheapest(signal: AbortSignal, allocate: MakeMemory): AsyncGenerator<Uint8Array> {
    const bring = (attempt: AbortSignal) => download(attempt, allocate)
    yield* host === undefined ? bring(signal) : host.payload(manifest, bring, signal)
    await arrived()
  }

  return (signal) => directBody((allocate) => cheapest(signal, allocate))
}
