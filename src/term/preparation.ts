/** Prepares an incarnation before its first probe: calls `setup`, makes live what an earlier process had kept, and opens the fetcher. @module */

import { type Attempt, goOn } from './attempt.ts'
import { ask, CALLS } from './calls.ts'
import { heedHints } from './hints.ts'
import { type Incarnation, scopeOf } from './incarnation.ts'
import { startWarm } from './keepsake.ts'
import { openFetcher } from './open-fetcher.ts'

export async function prepare(incarnation: Incarnation, attempt: Attempt): Promise<void> {
  const { setup } = incarnation.keeper.options
  if (setup !== undefined && !incarnation.isSetUp)
    await ask(attempt, CALLS.setup, () => setup(scopeOf(incarnation, attempt)))
  incarnation.isSetUp = true
  await startWarm(incarnation, attempt)
  await openFetcher(incarnation, attempt)
  goOn(attempt, 'setup')
  incarnation.hints ??= heedHints(incarnation)
  incarnation.isPrepared = true
}
