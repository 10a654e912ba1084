/** Says whose records may be changed in place of a download. @module */

import { recordDeltasOf } from '../decode/decoder.ts'
import type { RecordsHeld } from '../fetch/fetcher.ts'
import { newest } from '../store/shelf.ts'
import type { Keeper } from './keeper.ts'
import { isOwed } from './payload-behind.ts'

/**
 * `undefined` where the payload itself is wanted: its bytes are pinned or signed, or handed on as they are, the last one is still to
 * be brought for the keepsake, or what was made of them is the user's to store.
 */
export function recordsHeld(keeper: Keeper): RecordsHeld | undefined {
  const { options, gate, shelf, copies } = keeper
  const deltas = recordDeltasOf(options.deserialize)
  if (deltas === undefined || options.put !== undefined) return undefined
  if ([gate.pin, gate.verifier, copies].some((one) => one !== undefined)) return undefined
  const { digest, value } = newest(shelf) ?? {}
  if (digest === undefined || isOwed(keeper, digest) || !deltas.isBase(value)) return undefined
  return { from: digest, decoder: deltas.decoder }
}
