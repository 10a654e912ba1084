/**
 * Follows the hints of a fetcher: they lead to one probe soon, however many come, and to none against a Retry-After.
 *
 * @module
 */

import { atHome } from '../base/async-context.ts'
import { fenced } from '../base/fenced.ts'
import { checkWatch } from '../fetch/contract/watch.ts'
import type { Incarnation } from './incarnation.ts'

export interface Hints {
  /** Looks at hints that came while an attempt ran: they may have come too late for it. */
  attemptEnded(): void
  /** Ends the watch. */
  end(): void
}

// A fleet that hears the same hint must not answer as one. Where the hint comes from this process there is no fleet, and
// what is published in the same moment leads to one attempt all the same.
const SPREAD_MS = 250

/** Watches where the fetcher can, at no cost where it can't. If the watch fails, the term goes on polling. */
export function heedHints({ keeper, link }: Incarnation): Hints | undefined {
  const { fetcher, policy } = keeper.options
  const { journal } = keeper
  if (fetcher.watch === undefined) return undefined
  let timer: unknown
  let wasMissed = false
  let hasEnded = false
  let unwatch = () => {}

  // In a row of failures, a hint leads to a probe no sooner than the first retry would be: hints must not defeat the
  // backoff.
  const wait = () => {
    if (keeper.derivation !== undefined) return 0
    return journal.failures > 0 ? policy.backoff.base : SPREAD_MS * link.random()
  }
  const soon = () => {
    if (hasEnded) return
    timer ??= link.clock.setTimeout(heed, wait())
  }
  const heed = () => {
    timer = undefined
    const state = link.state()
    if (state === 'idle') link.hint()
    else if (state === 'backoff') {
      if (journal.lastError?.retryAfterMs === undefined) link.hint()
    }
    // An attempt that is still to begin comes late enough for the hint.
    else if (keeper.attempt !== undefined) wasMissed = true
  }

  let given: unknown = unwatch
  fenced(() => {
    given = fetcher.watch?.(atHome(soon))
    // An async `watch` is a mistake, and may fail later.
    return given
  }, keeper.failed)
  unwatch = checkWatch(given)

  return {
    attemptEnded() {
      if (wasMissed) soon()
      wasMissed = false
    },
    end() {
      hasEnded = true
      link.clock.clearTimeout(timer)
      fenced(unwatch, keeper.failed)
    },
  }
}
