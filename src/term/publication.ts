/** Publishes an edition or confirms the live one, and tells of a payload that was refused. @module */

import { plainly, type TermError } from '../base/errors.ts'
import type { Changed, Known } from '../fetch/fetcher.ts'
import { brokenBy, type Offering } from '../gate/index.ts'
import type { Edition, Origin } from '../store/edition.ts'
import { confirm, put, type Swap } from '../store/shelf.ts'
import type { Attempt } from './attempt.ts'
import type { Incarnation } from './incarnation.ts'
import { clockOf, type Keeper } from './keeper.ts'
import { confirmAge, doubtAge } from './staleness.ts'

/** What is published, except the moment of it. What isn't said otherwise was sent just now. */
export interface Publication extends Omit<Edition<unknown>, 'publishedAt' | 'origin'> {
  readonly origin?: Origin
  /** When it was last confirmed, in epoch ms. */
  readonly confirmedAt?: number | undefined
}

/** Publishes by one swap of a reference, which commits value and validators together. */
export function publish(keeper: Keeper, publication: Publication, by: Swap<unknown>['by']): void {
  const {
    value,
    version,
    digest,
    known,
    bytes,
    source,
    modifiedAt,
    origin = 'remote',
    ...signed
  } = publication
  const { claim, signedBy, proofDigest } = signed
  // What stands for a value that is still to come has no moment.
  const publishedAt = origin === 'initial' ? undefined : clockOf(keeper).now()
  const facts = {
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
    origin,
  } as const
  put(keeper.shelf, Object.freeze(facts), by, publication.confirmedAt)
}

/** Confirms the live edition. A fallback only says what it has itself, and may be behind. */
export function confirmPublished(
  { keeper, link }: Incarnation,
  attempt: Attempt,
  known: Known | undefined,
): void {
  // The origin was asked about an edition that is no longer live, and said nothing about this one.
  if (attempt.publications !== keeper.cell.publications()) return
  const at = attempt.source.fallback ? undefined : link.clock.now()
  confirm(keeper.shelf, { at, known })
  keeper.keepsake?.confirmed()
  if (at === undefined) doubtAge(keeper)
  else confirmAge(keeper, 0, attempt.vouchedUntil)
}

/** An offer as it stands before the gate. */
export function offeringOf({ keeper }: Incarnation, { term, source }: Attempt, offer: Changed): Offering {
  const live = keeper.cell.live()?.edition
  return { offer, term, source: source.name, live: live?.version, liveDigest: live?.digest }
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
