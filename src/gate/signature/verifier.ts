/**
 * The contract of verifiers: who signed the bytes of the wire, and what does the signature say of them?
 *
 * The gate asks once all bytes have passed and before anything inflates them. It takes the hashes that a verifier wants as the
 * bytes pass, and brings the proof from where the verifier says that it is. Nothing but `{ ok: true }` with the id of a key
 * lets a payload pass: whatever else is answered, or thrown, is a refusal.
 *
 * @module
 */

import type { ProofPlace } from '../../base/proof.ts'
import type { HashName } from '../wire-hashes.ts'

/** A signature as it was found. */
export interface Proof {
  /** A file's bytes, or the text of a header or of a manifest's field. */
  readonly bytes: Uint8Array
}

/** What came, whole. */
export interface Evidence {
  /** Exactly as they came over the wire; maybe in memory that threads share. Not to be changed, nor kept. */
  readonly bytes: Uint8Array
  /** One of the `hashes` of the verifier, over `bytes`. */
  hash(name: HashName): Uint8Array
  /** `undefined` where there is none. */
  readonly proof: Proof | undefined
  /** Aborts with the attempt. */
  readonly signal: AbortSignal
}

/** What the signature covers besides the bytes. */
export interface Claim {
  /** For which term. */
  readonly name?: string | undefined
  readonly version?: string | undefined
  /** From when on it isn't good any more, in ms since 1970. */
  readonly expires?: number | undefined
  /** When it was signed, in ms since 1970. */
  readonly signedAt?: number | undefined
}

/** A key of the verifier's has signed the bytes and the claim. */
export interface Accepted {
  readonly ok: true
  /** The id of the key, for events and logs. */
  readonly key: string
  readonly claim?: Claim | undefined
}

/** It holds for these bytes with this proof, which are not downloaded again for an hour: throw where you can't tell now. */
export interface Rejected {
  readonly ok: false
  /** Which part of the proof is to blame: `proof`, `key`, `signature`, ...; a word. */
  readonly rule?: string | undefined
  /** In words; nothing of the payload. */
  readonly reason: string
}

export type Verdict = Accepted | Rejected

/** What is asked of a claim. */
export interface ClaimRules {
  /**
   * The name that has to be signed where the claim has one.
   *
   * @defaultValue the name of the term
   */
  readonly name?: string | undefined
  /** What a claim must have: without, what it lacks is not looked at. @defaultValue nothing */
  readonly require?: readonly ('name' | 'version' | 'expires')[] | undefined
  /** May a version that is a whole number be followed by a lower one, or by none? @defaultValue `false` */
  readonly allowRollback?: boolean | undefined
  /** By how much at most a version that is a whole number may grow. @defaultValue no bound */
  readonly maxJump?: number | undefined
}

export interface Verifier {
  /** Such as `minisign`; for messages and events. */
  readonly name: string
  readonly proof: ProofPlace
  /** Hashes that are to be taken of the bytes as they pass. @defaultValue none */
  readonly hashes?: readonly HashName[] | undefined
  readonly rules?: ClaimRules | undefined
  verify(received: Evidence): Verdict | Promise<Verdict>
}
