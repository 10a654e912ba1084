/** The moment of publication, and what is told where there is none. @module */

import { plainly, type TermError } from '../base/errors.ts'
import type { Changed, Known } from '../fetch/fetcher.ts'
import type { Offering } from '../gate/gate.ts'
import type { Edition } from '../store/edition.ts'
import type { Swap } from '../store/shelf.ts'
import type { Attempt } from './attempt.ts'
import type { Incarnation } from './incarnation.ts'
import { clockOf, type Keeper } from './keeper.ts'

/** What is published, but for the moment in which it is. */
export type Publication = Omit<Edition<unknown>, 'publishedAt' | 'origin'>

/** Publishes by one reference swap: only then are the validators those of this value. */
export function publish(keeper: Keeper, publication: Publication, by: Swap<unknown>['by']): void {
  const { value, version, digest, known, bytes, source, modifiedAt } = publication
  const publishedAt = clockOf(keeper).now()
  const facts = {
    value,
    version,
    digest,
    known,
    bytes,
    source,
    publishedAt,
    modifiedAt,
    origin: 'remote',
  } as const
  keeper.shelf.put(Object.freeze(facts), by)
}

/** The edition that is live was confirmed; by a fallback only as what the fallback has, which may be behind. */
export function confirm({ keeper, link }: Incarnation, attempt: Attempt, known: Known | undefined): void {
  // What the origin was asked about is live no more: it said nothing of what is.
  if (attempt.publications !== keeper.cell.publications()) return
  const at = attempt.source.fallback ? undefined : link.clock.now()
  keeper.shelf.confirm({ at, known })
  if (at !== undefined) keeper.staleness?.confirm()
}

/** An offer as it stands before the gate. */
export const offeringOf = ({ keeper }: Incarnation, { term, source }: Attempt, offer: Changed): Offering => ({
  offer,
  term,
  source: source.name,
  live: keeper.cell.live()?.edition.version,
})

/** Tells that a payload was refused, and is remembered. */
export function reject(
  { id, link }: Incarnation,
  { offer, term, live: kept }: Offering,
  digest: string,
  error: TermError,
): void {
  if (!link.hears) return
  const { version = digest.slice(0, 16) } = offer
  const { code } = error
  const at = link.clock.now()
  link.emit({ type: 'term.rejected', at, term, id, code, reason: plainly(error), version, kept })
}
