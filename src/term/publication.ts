/** The moment of publication, and what is remembered of values that are published or refused. @module */

import { briefly, plainly, TermError } from '../errors.ts'
import type { Changed } from '../fetch/fetcher.ts'
import type { Refused } from '../gate/quarantine.ts'
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
  const { code, message, stage } = error
  const { digest = '', version = digest.slice(0, 16), changed } = attempt
  keeper.quarantine.add({ digest, why: briefly(error), failure: { code, message, stage } })
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
export function refuseByName({ keeper }: Incarnation, { trigger }: Attempt, changed: Changed): void {
  const name = strongName(keeper, changed)
  if (name === undefined || trigger === 'manual') return
  const refused = keeper.quarantine.behind(name)
  if (refused !== undefined) throw quarantined(refused)
}

/** Ends an attempt whose bytes were refused before, whatever they are called. */
export function refuseByBytes({ keeper }: Incarnation, changed: Changed, digest: string): void {
  noteName(keeper, changed, digest)
  const refused = keeper.quarantine.get(digest)
  if (refused !== undefined) throw quarantined(refused)
}

function noteName(keeper: Keeper, changed: Changed | undefined, digest: string): void {
  const name = changed && strongName(keeper, changed)
  if (name !== undefined) keeper.quarantine.saw(name, digest)
}

// The name of what is published stands for bytes that were good.
const strongName = ({ cell }: Keeper, { strong, version, resource = '' }: Changed): string | undefined =>
  strong && version !== cell.current()?.version ? `${resource} ${version}` : undefined

const quarantined = ({ why, failure }: Refused): TermError => {
  const cause = failure && new TermError(failure.code, failure.message, { stage: failure.stage })
  const message = `${why}; this version was refused before, and is still offered`
  return new TermError('ERR_TERM_QUARANTINED', message, { cause })
}
