/** Brings the proof of a payload, such as its signature, and asks whether the one of what is live still holds. @module */

import { TermError } from '../base/errors.ts'
import { checkProof } from '../fetch/contract/proof.ts'
import type { Probe, Unchanged } from '../fetch/fetcher.ts'
import { judgeExpiry, noProof, proofDigestOf, type Refusal, refusedError } from '../gate/index.ts'
import { newest } from '../store/shelf.ts'
import type { Attempt } from './attempt.ts'
import { ask, CALLS } from './calls.ts'
import type { Incarnation } from './incarnation.ts'
import { offeringOf, reject } from './publication.ts'

/** The proof that an answer brings; `undefined` where there is none. */
export async function broughtProof(
  attempt: Attempt,
  answer: Pick<Probe, 'proof'>,
): Promise<Uint8Array | undefined> {
  const { signal } = attempt.controller
  try {
    return await ask(attempt, CALLS.proof, async () => checkProof(await answer.proof?.(signal)))
  } catch (thrown) {
    throw signal.aborted ? thrown : ofProof(thrown)
  }
}

/** The same failure, told as one of the signature. */
function ofProof(thrown: unknown): unknown {
  if (!(thrown instanceof TermError) || thrown.fatal) return thrown
  const { code, message, term, stage, status, retryAfterMs, hopeless, cause } = thrown
  const told = `${message}; no signature could be had`
  return new TermError(code, told, { term, stage, status, retryAfterMs, hopeless, cause })
}

/**
 * Does the signature of what is live still hold, now that its origin has nothing newer? `false` means that all has to come
 * again, since there is another one. A claim without an expiry says nothing that time could change.
 *
 * @throws TermError `ERR_TERM_SIGNATURE` where there is none any more, `ERR_TERM_EXPIRED` where it is the old one
 */
export async function isStillSigned(
  incarnation: Incarnation,
  attempt: Attempt,
  answer: Unchanged,
): Promise<boolean> {
  const { keeper, link } = incarnation
  const { verifier } = keeper.gate
  const live = newest(keeper.shelf)
  if (verifier === undefined || live?.claim?.expires === undefined) return true
  const expired = judgeExpiry(live.claim, link.clock.now())
  // Who doesn't say what proof there is, such as a 304 without the header, may be asked for all of it.
  if (answer.proof === undefined) return expired === undefined
  const proof = await broughtProof(attempt, answer)
  if (proof === undefined) throw refused(incarnation, attempt, noProof(verifier))
  if (proofDigestOf(proof) !== live.proofDigest) return false
  if (expired !== undefined) throw refused(incarnation, attempt, expired)
  return true
}

function refused(incarnation: Incarnation, attempt: Attempt, refusal: Refusal): TermError {
  const { version, digest = '' } = newest(incarnation.keeper.shelf) ?? {}
  const offering = offeringOf(incarnation, attempt, { version })
  const error = refusedError(refusal, 'probe', offering)
  reject(incarnation, offering, { digest, error, remembered: false })
  return error
}
