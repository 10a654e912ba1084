/** Makes an edition of what is on disk: by the same way as one that an origin sends, from the gate on. @module */

import { TermError } from '../../base/errors.ts'
import { getReady } from '../../decode/decoder.ts'
import {
  type Arrival,
  hashesOf,
  hashNames,
  type Offering,
  received,
  type Signature,
} from '../../gate/index.ts'
import type { Edition } from '../../store/edition.ts'
import type { Generation, GenerationHeader } from '../../store/keepsake/index.ts'
import type { Attempt } from '../attempt.ts'
import { ask, CALLS } from '../calls.ts'
import type { Workplace } from '../incarnation.ts'
import { madeValue } from '../made-value.ts'
import { offeringOf, signedOf } from '../publication.ts'
import { storedValue } from '../stored-value.ts'
import { memoryFor } from '../tee.ts'
import { type Confirmed, knownTo } from './notes.ts'

export interface Restored {
  readonly edition: Edition<unknown>
  /** When the origin last confirmed it, in epoch ms. */
  readonly confirmedAt: number
}

/**
 * Judges, decodes and stores a payload that was kept; `undefined` where the disk can't give its bytes, which it has told by
 * itself.
 *
 * @param said what was last said of these bytes
 * @throws TermError why it may not be published
 */
export async function restored(
  desk: Workplace,
  attempt: Attempt,
  generation: Generation,
  said: Confirmed | undefined,
): Promise<Restored | undefined> {
  const { keeper, link } = desk
  const { name, source: fetcher, deserialize, limits, autoDecompress: auto } = keeper.options
  const { header, size } = generation
  if (header.term !== name) throw new TermError('ERR_TERM_CONTRACT', `it is of the term ${header.term}`)
  const isKept = keeper.copies !== undefined
  if (size >= link.pool.above) getReady(deserialize, link.pool)
  const bytes = await generation.bytes(attempt.controller.signal, memoryFor(isKept))
  if (bytes === undefined) return undefined
  const { version, digest, encoding, mayBeEmpty, source, modifiedAt, accepted } = header
  const wire = { bytes, owned: true, encoding, mayBeEmpty, auto, limits }
  // It was live once, so that no refusal of other days counts, nor what came after it; but who signed it is asked again.
  const offering = { ...offeringOf(desk, attempt, { version }), liveDigest: digest, liveClaim: undefined }
  const signature = await signedOnDisk(desk, attempt, offering, { bytes, header })
  const proof = header.proof === undefined ? undefined : Buffer.from(header.proof, 'base64')
  const kept = isKept ? { bytes, encoding, mayBeEmpty, mediaType: header.mediaType, proof } : undefined
  const payload = { takeWire: () => wire, kept, wasPublished: true, isAccepted: accepted === true }
  const { value } = await storedValue(desk, attempt, await madeValue(desk, attempt, payload))
  // A wall clock that was set back must not make anything younger than it is made now.
  const now = link.clock.now()
  const publishedAt = Math.min(header.publishedAt, now)
  const lastSaid = Math.max(header.confirmedAt ?? publishedAt, said?.at ?? 0)
  const known = knownTo(fetcher, said?.known) ?? knownTo(fetcher, header.known)
  const facts = { value, version, digest, known, bytes: size, source, publishedAt, modifiedAt }
  const edition = Object.freeze({
    ...facts,
    ...signedOf(signature),
    isAccepted: accepted === true,
    origin: 'disk' as const,
  })
  if (kept !== undefined) keeper.copies?.(edition, kept)
  return {
    edition,
    confirmedAt: Math.min(lastSaid, now),
  }
}

/** Asks the gate about bytes of which the disk has proved the SHA-256. */
async function signedOnDisk(
  { keeper }: Workplace,
  attempt: Attempt,
  offering: Offering,
  { bytes, header }: { readonly bytes: Uint8Array; readonly header: GenerationHeader },
): Promise<Signature | undefined> {
  const { gate } = keeper
  const digest = Buffer.from(header.digest, 'hex')
  const hashes = await hashesOf(
    bytes,
    [...hashNames(gate)].filter((name) => name !== 'sha256'),
  )
  const arrival: Arrival = {
    bytes,
    hashes: { of: (name) => (name === 'sha256' ? digest : hashes.of(name)) },
    proof: async () => (header.proof === undefined ? undefined : Buffer.from(header.proof, 'base64')),
    signal: attempt.controller.signal,
    wasPublished: true,
  }
  return received(gate, offering, arrival, (who, call) => ask(attempt, CALLS[who], call))
}
