/** Brings the payload of a value that was made without it, for a term that keeps payloads: a restart must find the value, too. @module */

import { patience } from '../base/patience.ts'
import type { Changed } from '../fetch/fetcher.ts'
import { receive } from '../fetch/receive.ts'
import { sha256Of, wireHashes } from '../gate/index.ts'
import type { Edition } from '../store/edition.ts'
import { newest } from '../store/shelf.ts'
import type { Incarnation } from './incarnation.ts'
import type { Keeper } from './keeper.ts'
import { keepCopy, memoryFor } from './tee.ts'

interface Owed {
  /** Of what was published without its payload. */
  readonly digest: string
  readonly bringing: AbortController
}

/** What has not come yet. */
const owed = new WeakMap<Keeper, Owed>()

/** Is the payload of this edition still to come? Then the next one is not made without its payload either. */
export const isOwed = (keeper: Keeper, digest: string): boolean => owed.get(keeper)?.digest === digest

/** Nobody keeps payloads of the term any more. */
export const bringNoMore = (keeper: Keeper): void => owed.get(keeper)?.bringing.abort()

/** It never fails: where the payload doesn't come, the next version is fetched with its own. */
export async function bringBehind(
  { keeper, link }: Pick<Incarnation, 'keeper' | 'link'>,
  edition: Edition<unknown>,
  offer: Changed,
): Promise<void> {
  const { digest } = edition
  if (digest === undefined || keeper.tee === undefined) return
  const { limits } = keeper.options
  const bringing = new AbortController()
  owed.set(keeper, { digest, bringing })
  const end = patience(limits.deadlineMs, () => bringing.abort(), link.clock)
  try {
    const bytes = await payloadOf(offer, limits.maxBytes, bringing.signal, digest)
    const { encoding, mayBeEmpty, mediaType } = offer
    // Of something older a restart has no need.
    if (bytes === undefined || newest(keeper.shelf) !== edition || keeper.link !== link) return
    keepCopy(keeper, edition, { bytes, encoding, mayBeEmpty, mediaType, proof: undefined })
    owed.delete(keeper)
  } catch {
    // The origin is away, or the tree has stopped.
  } finally {
    end()
  }
}

/** `undefined` where it is another one. */
async function payloadOf(
  { open, size }: Changed,
  maxBytes: number,
  signal: AbortSignal,
  digest: string,
): Promise<Uint8Array | undefined> {
  const hashes = wireHashes(new Set(['sha256'] as const))
  const passing = (bytes: Uint8Array) => hashes.take(bytes)
  const { bytes } = await receive(open(signal), {
    size,
    maxBytes,
    signal,
    allocate: memoryFor(true),
    passing,
  })
  return sha256Of({ hashes }) === digest ? bytes : undefined
}
