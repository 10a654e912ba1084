/** Prepares an incarnation before its first probe: calls `setup`, makes live what an earlier process had kept, and opens the fetcher. @module */

import { untilAborted } from '../base/until-aborted.ts'
import { type Attempt, goOn } from './attempt.ts'
import { ask, CALLS } from './calls.ts'
import { heedHints } from './hints.ts'
import { closed, type Incarnation, openFetcher, scopeOf } from './incarnation.ts'
import { startWarm } from './keepsake.ts'

export async function prepare(incarnation: Incarnation, attempt: Attempt): Promise<void> {
  const { keeper, link } = incarnation
  const { setup, fetcher } = keeper.options
  if (keeper.closing !== undefined)
    await untilAborted(closed(keeper, link.clock), attempt.controller.signal, 'setup')
  if (setup !== undefined && !incarnation.isSetUp)
    await ask(attempt, CALLS.setup, () => setup(scopeOf(incarnation, attempt)))
  incarnation.isSetUp = true
  await startWarm(incarnation, attempt)
  if (fetcher.init === undefined) incarnation.isOpened = true
  else await ask(attempt, CALLS.init, () => openFetcher(incarnation, attempt))
  goOn(attempt, 'setup')
  incarnation.hints ??= heedHints(incarnation)
  incarnation.isPrepared = true
}
