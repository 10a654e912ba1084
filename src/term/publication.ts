/** The moment of publication, and what is remembered of values that are published or refused. @module */

import { briefly, plainly, type Stage, TermError } from '../base/errors.ts'
import type { Changed } from '../fetch/fetcher.ts'
import type { Refused } from '../gate/quarantine.ts'
import { errorOf, traceOf } from '../reasons/index.ts'
import type { Edition } from '../store/edition.ts'
import type { Swap } from '../store/shelf.ts'
import type { Attempt, Incarnation } from './incarnation.ts'
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
export function remember({ keeper, link }: Incarnation, attempt: Attempt): void {
  // What the origin was asked about is live no more: it said nothing of what is.
  if (attempt.publications !== keeper.cell.publications()) return
  const at = attempt.source.fallback ? undefined : link.clock.now()
  keeper.shelf.confirm({ at, known: attempt.known })
  if (at !== undefined) keeper.staleness?.confirm()
}

/** A payload was refused: its bytes are remembered, and under which name they came. */
export function reject({ id, keeper, link }: Incarnation, attempt: Attempt, error: TermError): void {
  const { code, message, stage, hopeless } = error
  const cause = traceOf(error.cause)
  const { digest = '', version = digest.slice(0, 16), changed } = attempt
  keeper.quarantine.add({ digest, why: briefly(error), failure: { code, message, stage, hopeless, cause } })
  noteName(keeper, changed, digest)
  const kept = keeper.cell.live()?.edition.version
  link.emit({
    type: 'term.rejected',
    at: link.clock.now(),
    term: keeper.options.name,
    id,
    code,
    reason: plainly(error),
    version,
    kept,
  })
}

/**
 * Ends an attempt that is about to download what was refused before: where a strong name stands for it, and nobody asked
 * to look again.
 */
export function refuseByName({ keeper }: Incarnation, attempt: Attempt, changed: Changed): void {
  const name = strongName(keeper, changed)
  if (name === undefined || attempt.trigger === 'manual') return
  const refused = keeper.quarantine.behind(name)
  if (refused !== undefined) throw quarantined(attempt, 'probe', refused)
}

/** Ends an attempt whose bytes were refused before, whatever they are called. */
export function refuseByBytes(
  { keeper }: Incarnation,
  attempt: Attempt,
  changed: Changed,
  digest: string,
): void {
  noteName(keeper, changed, digest)
  const refused = keeper.quarantine.get(digest)
  if (refused !== undefined) throw quarantined(attempt, 'download', refused)
}

function noteName(keeper: Keeper, changed: Changed | undefined, digest: string): void {
  const name = changed && strongName(keeper, changed)
  if (name !== undefined) keeper.quarantine.saw(name, digest)
}

// The name of what is published stands for bytes that were good.
const strongName = ({ cell }: Keeper, { strong, version, resource = '' }: Changed): string | undefined =>
  strong && version !== cell.live()?.edition.version ? `${resource} ${version}` : undefined

/** Tells the failure as it was told first: the code, the origin, the reason. */
function quarantined({ term, source }: Attempt, stage: Stage, { why, failure }: Refused): TermError {
  const cause =
    failure &&
    new TermError(failure.code, failure.message, {
      term,
      stage: failure.stage,
      hopeless: failure.hopeless,
      cause: failure.cause && errorOf(failure.cause),
    })
  const by = source.name.includes('://') && !why.includes(source.name) ? ` by ${source.name}` : ''
  const message = `[${term}] ${why}; this version was refused before, and is still offered${by}`
  return new TermError('ERR_TERM_QUARANTINED', message, { term, stage, hopeless: failure?.hopeless, cause })
}
