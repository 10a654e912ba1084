/** Makes an edition of what is on disk: by the same way as one that an origin sends, from the gate on. @module */

import { types } from 'node:util'
import { TermError } from '../../base/errors.ts'
import { getReady } from '../../decode/decoder.ts'
import type { Wire } from '../../decode/wire.ts'
import { signerOf } from '../../fetch/contract/signed-by.ts'
import {
  type Arrival,
  type Gate,
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
import { decodedValue, madeValue } from '../made-value.ts'
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
  const { version, digest, encoding, mayBeEmpty, source, modifiedAt, accepted } = header
  const wireOf = (bytes: Uint8Array): Wire => ({ bytes, owned: true, encoding, mayBeEmpty, auto, limits })
  const isReady = size >= link.pool.above && getReady(deserialize, link.pool)
  let begun: Promise<unknown> | undefined
  const filled = (bytes: Uint8Array) => {
    if (!isReady || !mayBeReadUnproved(keeper.gate, bytes)) return
    begun = decodedValue(desk, attempt, { takeWire: () => wireOf(bytes), kept: undefined })
    // Where the bytes turn out to be damaged, nobody asks what became of it.
    begun.catch(() => {})
  }
  const bytes = await generation.bytes(attempt.controller.signal, memoryFor(isKept), filled)
  if (bytes === undefined) return undefined
  const wire = wireOf(bytes)
  // It was live once, so that no refusal of other days counts, nor what came after it; but who signed it is asked again.
  const offering = { ...offeringOf(desk, attempt, { version }), liveDigest: digest, liveClaim: undefined }
  const signature = await signedOnDisk(desk, attempt, offering, { bytes, header })
  const proof = header.proof === undefined ? undefined : Buffer.from(header.proof, 'base64')
  const kept = isKept ? { bytes, encoding, mayBeEmpty, mediaType: header.mediaType, proof } : undefined
  const payload = { takeWire: () => wire, kept, wasPublished: true, isAccepted: accepted === true }
  const { value } = await storedValue(desk, attempt, await madeValue(desk, attempt, payload, begun))
  // A wall clock that was set back must not make anything younger than it is made now.
  const now = link.clock.now()
  const publishedAt = Math.min(header.publishedAt, now)
  const lastSaid = Math.max(header.confirmedAt ?? publishedAt, said?.at ?? 0)
  const known = knownTo(fetcher, said?.known) ?? knownTo(fetcher, header.known)
  const facts = { value, version, digest, known, bytes: size, source, publishedAt, modifiedAt }
  const edition = Object.freeze({
    ...facts,
    ...signedOf(signature),
    signedBy: signature?.signedBy ?? signerOf(keeper.options.fetcher, known),
    isAccepted: accepted === true,
    origin: 'disk' as const,
  })
  if (kept !== undefined) keeper.copies?.(edition, kept)
  return {
    edition,
    confirmedAt: Math.min(lastSaid, now),
  }
}

/**
 * May a thread make a value of these bytes while their hash is still taken? It has to leave them where they are, and no pin and
 * no signature may want to come first.
 */
const mayBeReadUnproved = ({ pin, verifier }: Gate, bytes: Uint8Array): boolean =>
  pin === undefined && verifier === undefined && types.isSharedArrayBuffer(bytes.buffer)

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
