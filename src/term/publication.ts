/** The moment of publication, and what is remembered of values that are published or refused. @module */

import { briefly, plainly, type Stage, TermError } from '../base/errors.ts'
import type { Changed } from '../fetch/fetcher.ts'
import type { Refused } from '../gate/quarantine.ts'
import { errorOf, traceOf } from '../reasons/index.ts'
import type { Attempt, Incarnation } from './incarnation.ts'
import type { Keeper } from './keeper.ts'

/** Publishes by one reference swap; only then are the validators those of this value. */
export function publish({ keeper, link }: Incarnation, attempt: Attempt, value: unknown): void {
  const { version = '', bytes, changed, digest } = attempt
  attempt.replaced = keeper.cell.current()?.version
  keeper.cell.publish({ value, version, bytes, at: link.clock.now() })
  keeper.known = attempt.known ?? (changed?.version === undefined ? undefined : { version: changed.version })
  keeper.digest = digest
  keeper.staleness?.confirm()
  for (const done of keeper.waiting) done()
}

/** The value that is held was confirmed; by a fallback only as what the fallback has, which may be behind. */
export function remember({ keeper, link }: Incarnation, attempt: Attempt): void {
  keeper.known = attempt.known ?? keeper.known
  if (attempt.source.fallback) return
  keeper.cell.confirm(link.clock.now())
  keeper.staleness?.confirm()
}

/** A payload was refused: its bytes are remembered, and under which name they came. */
export function reject({ id, keeper, link }: Incarnation, attempt: Attempt, error: TermError): void {
  const { code, message, stage, hopeless } = error
  const cause = traceOf(error.cause)
  const { digest = '', version = digest.slice(0, 16), changed } = attempt
  keeper.quarantine.add({ digest, why: briefly(error), failure: { code, message, stage, hopeless, cause } })
  noteName(keeper, changed, digest)
  const kept = keeper.cell.current()?.version
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
  strong && version !== cell.current()?.version ? `${resource} ${version}` : undefined

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
