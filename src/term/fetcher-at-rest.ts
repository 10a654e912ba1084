/** Waits for what a fetcher still does for an attempt, or an incarnation, that is over: it is not open twice. @module */

import type { Clock } from '../base/clock.ts'
import { untilAborted } from '../base/until-aborted.ts'
import type { Attempt } from './attempt.ts'
import type { Incarnation } from './incarnation.ts'
import { settledWithin } from './settled-within.ts'

/** An `init` that runs. It may outlive the attempt that has begun it. */
export interface RunningInit {
  readonly work: Promise<unknown>
  /** Until when later attempts wait for it, on the monotonic clock; `undefined`: none has begun. */
  until: number | undefined
}

/** The end of an incarnation's fetcher, which may be opening. */
export interface Closing {
  /** Resolves when it opens no longer, or has had its time: then `close` is called. `undefined`: it was at once. */
  readonly opened: Promise<void> | undefined
  /** Resolves when that has ended. */
  readonly closed: Promise<void>
}

/** How long a fetcher may take to open for what is over, and then to close. Nobody waits for it longer. */
export const CLOSING_MS = 10_000

/** Resolves when the fetcher is closed, or has had its time. */
export async function closed({ opened, closed }: Closing, clock: Clock): Promise<void> {
  if (opened !== undefined) await settledWithin(clock, CLOSING_MS, opened)
  await settledWithin(clock, CLOSING_MS, closed)
}

/**
 * Waits until the `init` has ended that an earlier attempt has begun, or until the fetcher is closed that the incarnation
 * before has opened. An `init` is waited for as part of the attempt, as any function is; another incarnation's `close` is
 * none of the attempt's own time.
 */
export async function fetcherAtRest(incarnation: Incarnation, attempt: Attempt): Promise<void> {
  const { keeper, link, opening } = incarnation
  const { closing } = keeper
  if (opening !== undefined) {
    const now = link.clock.monotonic()
    opening.until ??= now + CLOSING_MS
    const ended = settledWithin(link.clock, Math.max(0, opening.until - now), opening.work)
    await over(ended, 'an earlier `init` of the fetcher', attempt)
  } else if (closing !== undefined) {
    attempt.pause()
    await over(closed(closing, link.clock), '`close` of the incarnation before', attempt)
    attempt.resume(keeper.cell.publications())
  }
}

async function over(work: Promise<void>, who: string, attempt: Attempt): Promise<void> {
  attempt.pending = { stage: 'setup', who }
  await untilAborted(work, attempt.controller.signal, 'setup')
  attempt.pending = undefined
}
