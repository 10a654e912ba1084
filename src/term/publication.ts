/** The moment of publication, and what is remembered of values that are published or refused. @module */

import { briefly, TermError } from '../errors.ts'
import type { Attempt, Incarnation } from './incarnation.ts'

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
  if (attempt.source?.fallback) return
  keeper.cell.confirm(link.clock.now())
  keeper.staleness?.confirm()
}

/** Remembers a payload that was refused. */
export function reject({ id, keeper, link }: Incarnation, attempt: Attempt, error: TermError): void {
  const { code } = error
  const { digest = '', version = digest.slice(0, 16), changed } = attempt
  keeper.quarantine.add({ version: changed?.version, digest, why: briefly(error) })
  const kept = keeper.cell.current()?.version
  link.emit({
    type: 'term.rejected',
    at: link.clock.now(),
    term: keeper.options.name,
    id,
    code,
    version,
    kept,
  })
}

/** Ends an attempt that is about to take what was refused before. */
export function refuseKnownBad({ keeper }: Incarnation, versionOrDigest: string, version?: string): void {
  const refused = keeper.quarantine.get(versionOrDigest)
  if (refused === undefined) return
  // Another name for the same bytes: next time the name is enough.
  if (version !== undefined) keeper.quarantine.add({ ...refused, version })
  throw new TermError('ERR_TERM_QUARANTINED', `this version was refused before with ${refused.why}`)
}
