/** Says whose records may be changed in place of a download, or why the payload itself is wanted. @module */

import { recordDeltasOf } from '../decode/decoder.ts'
import type { RecordsHeld } from '../fetch/fetcher.ts'
import { newest } from '../store/shelf.ts'
import type { Workplace } from './incarnation.ts'
import type { Keeper } from './keeper.ts'
import { isOwed } from './payload-behind.ts'

/** `undefined` where nothing is held, or the decoder makes no records that can be changed. */
export function recordsHeld({ keeper, link }: Workplace): RecordsHeld | undefined {
  const { options, shelf } = keeper
  const deltas = recordDeltasOf(options.deserialize)
  const { digest: from, value } = newest(shelf) ?? {}
  if (deltas === undefined || from === undefined) return undefined
  const unfit = whyPayload(keeper, from) ?? deltas.unfit(value, link.pool)
  return { from, decoder: deltas.decoder, unfit }
}

function whyPayload(keeper: Keeper, digest: string): string | undefined {
  const { options, gate, copies } = keeper
  if (options.put !== undefined) return 'what `put` stores is made of payloads'
  if (gate.pin !== undefined) return 'the bytes of the payload are pinned'
  if (gate.verifier !== undefined) return 'the bytes of the payload are signed'
  if (copies !== undefined) return 'payloads are handed on as they are'
  return isOwed(keeper, digest)
    ? 'the payload of the version that is held has not come into the keepsake yet'
    : undefined
}
