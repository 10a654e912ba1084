/**
 * Remembers the last payload whose signature was refused, so that it isn't downloaded again and again while neither changes.
 *
 * It is none of the quarantine's: a signature may come late, so the origin is asked each time whether it has the same bytes
 * still, and what signature. As there, the pair has to come twice, since once may be the fault of the transfer.
 *
 * @module
 */

import type { Known, Probe } from '../fetch/fetcher.ts'
import {
  type Gate,
  type Offering,
  proofDigestOf,
  type Refusal,
  refusalOf,
  refusedError,
  strongName,
} from '../gate/index.ts'
import type { Attempt } from './attempt.ts'
import type { Incarnation } from './incarnation.ts'
import { broughtProof } from './proof.ts'
import { offeringOf } from './publication.ts'

/** Bytes that came, and what was brought as their signature. */
interface Pair {
  /** The digest of the bytes. */
  readonly digest: string
  readonly proof: Uint8Array | undefined
  /** What to ask with whether the bytes are the same still. */
  readonly known: Known | undefined
}

interface Unsigned {
  readonly name: string
  readonly digest: string
  readonly proofDigest: string | undefined
  readonly known: Known
  /** The version that was live: beside another one it is judged anew. */
  readonly live: string | undefined
  readonly refusal: Refusal
  /** Has the same pair come twice? */
  readonly isProven: boolean
  /** When it was downloaded last, on the monotonic clock. */
  readonly at: number
}

/** Few terms ever have one. */
const unsigned = new WeakMap<Gate, Unsigned>()

const OF_SIGNATURES: ReadonlySet<string> = new Set([
  'ERR_TERM_SIGNATURE',
  'ERR_TERM_OUTDATED',
  'ERR_TERM_EXPIRED',
])

/** Takes note of a download that was refused, if its signature was to blame. A verifier that threw has judged nothing. */
export function noteUnsigned(gate: Gate, offering: Offering, error: unknown, pair: Pair): void {
  const before = unsigned.get(gate)
  unsigned.delete(gate)
  const refusal = refusalOf(error)
  const name = strongName(offering)
  const { digest, known } = pair
  if (refusal === undefined || !OF_SIGNATURES.has(refusal.code) || refusal.cause !== undefined) return
  if (name === undefined || known === undefined) return
  const { live } = offering
  const proofDigest = digestOf(pair.proof)
  const isProven =
    before?.name === name &&
    before.digest === digest &&
    before.proofDigest === proofDigest &&
    before.live === live
  const at = gate.owner.clock().monotonic()
  unsigned.set(gate, { name, digest, proofDigest, known, live, refusal, isProven, at })
}

const digestOf = (proof: Uint8Array | undefined): string | undefined => proof && proofDigestOf(proof)

/**
 * Asks whether the origin still has what was refused, and still with that signature. Resolves to its answer if it has other
 * bytes; to `undefined` where all has to come: there is nothing of the kind, or another signature, or nobody can tell.
 *
 * @param ask asks the fetcher for what is newer than this
 * @throws TermError why it was refused
 */
export async function askedAboutUnsigned(
  incarnation: Incarnation,
  attempt: Attempt,
  ask: (known: Known) => Promise<Probe>,
): Promise<Probe | undefined> {
  const { gate } = incarnation.keeper
  const refused = unsigned.get(gate)
  // Who asks by hand gets a body, as one does of what is in quarantine.
  if (refused === undefined || attempt.trigger === 'manual') return undefined
  const offering = offeringOf(incarnation, attempt, {})
  if (!isHeld(gate, refused, offering)) return undefined
  const answer = await ask(refused.known)
  // Else it would be asked about once more, and whoever is back at the live version would send that each time.
  if (answer.changed || answer.proof === undefined) unsigned.delete(gate)
  if (answer.changed) return answer
  if (answer.proof === undefined) return undefined
  const proof = await broughtProof(attempt, answer)
  if (digestOf(proof) !== refused.proofDigest) return undefined
  const { refusal } = refused
  const message = `${refusal.message}; neither has changed since, so it was not downloaded again`
  throw refusedError({ ...refusal, message }, 'probe', { ...offering, source: attempt.source.name })
}

/** As long as the quarantine would hold it, and beside the same live version. */
function isHeld(
  { owner, quarantineMs }: Gate,
  { isProven, live, at }: Unsigned,
  offering: Offering,
): boolean {
  const age = owner.clock().monotonic() - at
  return isProven && live === offering.live && age >= 0 && age < quarantineMs
}
