/** Opens the fetcher of an incarnation, once it is through with what it still does for those before. @module */

import { untilAborted } from '../base/until-aborted.ts'
import { inTheWay, openUse } from '../fetch/contract/fetcher-use.ts'
import { atRest, type FetcherWork } from '../fetch/contract/fetcher-work.ts'
import type { Attempt } from './attempt.ts'
import { ask, CALLS } from './calls.ts'
import { fetchContext, type Incarnation } from './incarnation.ts'

/**
 * Waits until an `init` has ended that an earlier attempt has begun, and takes what it has opened; or until the fetcher is
 * closed that something else has used, be it the incarnation before, another term or another tree. Then calls `init`.
 */
export async function openFetcher(incarnation: Incarnation, attempt: Attempt): Promise<void> {
  const { use } = incarnation
  for (let works = inTheWay(use); works.length > 0; works = inTheWay(use))
    await rest(incarnation, attempt, works)
  if (!use.isOpen) await ask(attempt, CALLS.init, () => openUse(use, fetchContext(incarnation, attempt)))
}

/** An `init` is waited for as part of the attempt, as any function is; the `close` of another use is none of its own time. */
async function rest(
  { keeper, link, use }: Incarnation,
  attempt: Attempt,
  works: readonly FetcherWork[],
): Promise<void> {
  const isOwn = use.opening !== undefined && works.includes(use.opening)
  attempt.pending = { stage: 'setup', who: `an earlier \`${isOwn ? 'init' : 'close'}\` of the fetcher` }
  if (!isOwn) attempt.pause()
  await untilAborted(atRest(works, link.clock), attempt.controller.signal, 'setup')
  if (!isOwn) attempt.resume(keeper.cell.publications())
  attempt.pending = undefined
}
