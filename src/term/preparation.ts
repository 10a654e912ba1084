/** Prepares an incarnation before its first probe: calls `setup`, makes live what an earlier process had kept, and opens the fetcher. @module */

import { type Attempt, goOn } from './attempt.ts'
import { ask, CALLS } from './calls.ts'
import { fetcherAtRest } from './fetcher-at-rest.ts'
import { heedHints } from './hints.ts'
import { type Incarnation, openFetcher, scopeOf } from './incarnation.ts'
import { startWarm } from './keepsake.ts'

export async function prepare(incarnation: Incarnation, attempt: Attempt): Promise<void> {
  const { setup, fetcher } = incarnation.keeper.options
  await fetcherAtRest(incarnation, attempt)
  if (setup !== undefined && !incarnation.isSetUp)
    await ask(attempt, CALLS.setup, () => setup(scopeOf(incarnation, attempt)))
  incarnation.isSetUp = true
  await startWarm(incarnation, attempt)
  if (fetcher.init === undefined) incarnation.mustClose = true
  else if (!incarnation.isOpen) await ask(attempt, CALLS.init, () => openFetcher(incarnation, attempt))
  goOn(attempt, 'setup')
  incarnation.hints ??= heedHints(incarnation)
  incarnation.isPrepared = true
}
