/** Publishes an edition or confirms the live one, and tells of a payload that was refused. @module */

import { plainly, type TermError } from '../base/errors.ts'
import { signerOf } from '../fetch/contract/signed-by.ts'
import type { Known } from '../fetch/fetcher.ts'
import { blames, brokenBy, isRefused, type Offering, type Signature } from '../gate/index.ts'
import { type Edition, type Origin, type Signed, UNSIGNED } from '../store/edition.ts'
import { confirm, holdsBack, movePin, newest, put, type Swap, shelveHollow } from '../store/shelf.ts'
import type { Attempt } from './attempt.ts'
import type { Incarnation } from './incarnation.ts'
import { clockOf, type Keeper } from './keeper.ts'
import { ageOfValue, confirmAge, doubtAge } from './staleness.ts'
import { tell } from './tell.ts'

/** What is published, except the moment of it. What isn't said otherwise was sent just now. */
export interface Publication extends Omit<Edition<unknown>, 'publishedAt' | 'origin'> {
  readonly origin?: Origin
  /** When it was last confirmed, in epoch ms. */
  readonly confirmedAt?: number | undefined
}

/**
 * Publishes by one swap of a reference, which commits value and validators together. Under a pin the edition only waits.
 */
export function publish(keeper: Keeper, publication: Publication, by: Swap<unknown>['by']): Edition<unknown> {
  const edition = editionOf(keeper, publication)
  // A value that the user has stored meanwhile is the one that there is: the pin goes along with it.
  if (keeper.options.put !== undefined && holdsBack(keeper.shelf, edition)) {
    movePin(keeper.shelf, edition)
    tell(keeper, { type: 'term.pinned', ...named(edition) })
  }
  const isLive = put(keeper.shelf, edition, by, publication.confirmedAt)
  if (!isLive && edition.origin !== 'initial') tellHeldBack(keeper, edition)
  return edition
}

/**
 * Passes a version over, because a pin keeps the present value, and the user keeps only one. What is known of it is noted: the
 * next probe asks about it.
 */
export function holdBack(keeper: Keeper, facts: Omit<Publication, 'value'>): void {
  const edition = editionOf(keeper, { ...facts, value: undefined })
  shelveHollow(keeper.shelf, edition)
  tellHeldBack(keeper, edition)
}

export const tellHeldBack = (keeper: Keeper, edition: Edition<unknown>): void =>
  tell(keeper, {
    type: 'term.held-back',
    ...named(edition),
    live: keeper.cell.live()?.edition.version,
  })

const named = ({ version, digest }: Edition<unknown>) => ({ version, digest: digest?.slice(0, 16) })

/** Makes an edition, as of now. */
function editionOf(keeper: Keeper, publication: Publication): Edition<unknown> {
  const {
    value,
    version,
    digest,
    known,
    bytes,
    source,
    modifiedAt,
    isAccepted = false,
    origin = 'remote',
    ...signed
  } = publication
  const { claim, proofDigest } = signed
  // A fetcher may have verified what leads to the bytes.
  const signedBy = signed.signedBy ?? signerOf(keeper.options.fetcher, known)
  // What stands for a value that is still to come has no moment.
  const publishedAt = origin === 'initial' ? undefined : clockOf(keeper).now()
  return Object.freeze({
    value,
    version,
    digest,
    known,
    bytes,
    source,
    publishedAt,
    modifiedAt,
    claim,
    signedBy,
    proofDigest,
    isAccepted,
    origin,
  })
}

/** What an edition knows of its signature. */
export const signedOf = (signature: Signature | undefined): Signed => {
  if (signature === undefined) return UNSIGNED
  const { claim, signedBy, proofDigest } = signature
  return { claim, signedBy, proofDigest }
}

/** Who has signed the newest edition anew, be it its bytes or what leads to them. */
function signedAnew(
  { shelf, options: { fetcher } }: Keeper,
  known: Known | undefined,
  signature: Signature | undefined,
): Signed | undefined {
  if (signature !== undefined) return signedOf(signature)
  const signedBy = signerOf(fetcher, known)
  const edition = newest(shelf)
  if (signedBy === undefined || edition === undefined) return undefined
  return { claim: edition.claim, proofDigest: edition.proofDigest, signedBy }
}

/** Confirms the newest edition. A fallback only says what it has itself, and may be behind. */
export function confirmPublished(
  { keeper, link }: Incarnation,
  attempt: Attempt,
  known: Known | undefined,
  about = attempt.asked,
  signature?: Signature | undefined,
): void {
  const { shelf, cell } = keeper
  const asked = newest(shelf)
  // The origin was asked about an edition that is no longer the newest, and said nothing about this one.
  if (about !== asked) return
  const age = ageSaid(keeper, attempt)
  const at = attempt.source.fallback ? undefined : link.clock.now() - age
  const isLive = asked === cell.live()?.edition
  confirm(shelf, { at, known, signed: signedAnew(keeper, known, signature) })
  keeper.keepsake?.confirmed()
  if (!isLive) return
  if (at === undefined) doubtAge(keeper)
  else confirmAge(keeper, age, attempt.vouchedUntil)
}

/** How long ago the answer was true. One that is older than the last makes nothing older. */
const ageSaid = ({ staleness }: Keeper, { age }: Attempt): number =>
  age === 0 || staleness === undefined ? age : Math.min(age, ageOfValue(staleness))

/** An offer as it stands before the gate. */
export function offeringOf(
  { keeper }: Pick<Incarnation, 'keeper'>,
  { term, source }: Attempt,
  offer: Offering['offer'],
): Offering {
  const { version: live, digest: liveDigest, claim: liveClaim } = newest(keeper.shelf) ?? {}
  return { offer, term, source: source.name, live, liveDigest, liveClaim }
}

/** Remembers bytes that are to blame for a failure, and tells of those that were refused. */
export function heedFailure(
  incarnation: Incarnation,
  attempt: Attempt,
  offering: Offering,
  { digest, error }: { readonly digest: string; readonly error: unknown },
): void {
  if (attempt.controller.signal.aborted) return
  const remembered = blames(incarnation.keeper.gate, error, offering, digest)
  if (remembered || isRefused(error)) reject(incarnation, offering, { digest, error, remembered })
}

/** Tells that a payload was refused, and whether its bytes are remembered. */
export function reject(
  { id, keeper, link }: Incarnation,
  { offer, term, live: kept }: Offering,
  { digest, error, remembered }: Rejection,
): void {
  keeper.keepsake?.quarantined()
  if (!link.hears) return
  const { version = digest.slice(0, 16) } = offer
  const { code } = error
  const facts = { code, ...brokenBy(error), reason: plainly(error), remembered, version, kept }
  link.emit({ type: 'term.rejected', at: link.clock.now(), term, id, ...facts })
}

export interface Rejection {
  /** The digest of the bytes that came. */
  readonly digest: string
  readonly error: TermError
  readonly remembered: boolean
}
