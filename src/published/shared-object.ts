/** A payload by the folder of a host: the store is asked if nobody has it, by one of them, and for what has changed if it can. @module */

import type { Changed } from '../fetch/fetcher.ts'
import { checkAnnounced } from '../fetch/receive.ts'
import { objectName } from '../manifest/index.ts'
import { byDelta, type Making } from './delta.ts'
import { chunksOf, openObject } from './object.ts'
import { inPieces } from './pieces.ts'

export interface Sharing extends Making {
  /** Hears that the payload has come, and is waited for. */
  readonly arrived: () => Promise<void>
}

export function sharedObject({ arrived, ...making }: Sharing): Changed['open'] {
  const { host, manifest, context, use } = making
  checkAnnounced(manifest.size, context.maxBytes)

  async function* download(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const made = await byDelta(making, signal)
    if (made !== undefined) return yield* inPieces(made)
    const open = await openObject(await use(objectName(manifest.sha256)), manifest, context)
    yield* chunksOf(open(signal))
  }

  return async function* shared(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    yield* host.payload(manifest, download, signal)
    await arrived()
  }
}
