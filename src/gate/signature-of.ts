/** Who signed the bytes that came: brings the proof, asks the verifier, and holds the claim to its time. @module */

import { createHash } from 'node:crypto'
import { MAX_PROOF_BYTES } from '../base/proof.ts'
import type { Ask, Offering } from './gate.ts'
import type { Refusal } from './refusal.ts'
import { refusedError } from './refused-error.ts'
import { type Claim, isRefusal, judgeExpiry, type Verifier, verified } from './signature/index.ts'
import type { HashName, WireHashes } from './wire-hashes.ts'

/** What came over the wire, whole. */
export interface Arrival {
  readonly bytes: Uint8Array
  /** Those of `hashNames`, over these bytes. */
  readonly hashes: Pick<WireHashes, 'of'>
  /** Brings the proof from where the verifier says that it is; `undefined`: there is none. */
  proof(): Promise<Uint8Array | undefined>
  readonly signal: AbortSignal
  /** Was it live before, in an earlier process? Then its expiry tells how old it is, and keeps it from nobody. */
  readonly wasPublished?: boolean | undefined
}

/** Who signed the bytes, and what else. */
export interface Signature {
  readonly claim: Claim
  /** The id of the key. */
  readonly signedBy: string
  /** The proof as it was found, and its SHA-256 in hex. */
  readonly proof: Uint8Array
  readonly proofDigest: string
}

interface Asking {
  readonly arrival: Arrival
  /** Epoch ms. */
  now(): number
  readonly ask: Ask
}

/** @throws TermError `ERR_TERM_SIGNATURE`, `ERR_TERM_OUTDATED`, `ERR_TERM_EXPIRED`, or why the proof could not be brought */
export async function signatureOf(
  verifier: Verifier,
  offering: Offering,
  { arrival, now, ask }: Asking,
): Promise<Signature> {
  const { bytes, hashes, signal } = arrival
  const proof = await arrival.proof()
  if (proof !== undefined && proof.byteLength > MAX_PROOF_BYTES)
    throw refusedError(tooLong(verifier), 'download', offering)
  const evidence = {
    bytes,
    hash: (name: HashName) => hashes.of(name),
    proof: proof === undefined ? undefined : { bytes: proof },
    signal,
  }
  const context = { term: offering.term, live: offering.liveClaim }
  const answer = await ask('verify', () => verified(verifier, evidence, context))
  const isTimeless = arrival.wasPublished === true
  const refusal = isRefusal(answer) ? answer : isTimeless ? undefined : judgeExpiry(answer.claim, now())
  if (refusal !== undefined) throw refusedError(refusal, 'download', offering)
  const { key: signedBy, claim } = answer as Exclude<typeof answer, Refusal>
  // Without a proof nobody was asked, and that was a refusal.
  const given = proof as Uint8Array
  return { claim, signedBy, proof: given, proofDigest: proofDigestOf(given) }
}

const tooLong = ({ name }: Verifier): Refusal => ({
  code: 'ERR_TERM_SIGNATURE',
  rule: 'proof',
  message: `\`verify\` (${name}): the signature has more than ${MAX_PROOF_BYTES} bytes`,
})

export const proofDigestOf = (proof: Uint8Array): string => createHash('sha256').update(proof).digest('hex')

/** The SHA-256 in hex, by which payloads are told apart. */
export const sha256Of = ({ hashes }: Pick<Arrival, 'hashes'>): string =>
  Buffer.from(hashes.of('sha256')).toString('hex')
