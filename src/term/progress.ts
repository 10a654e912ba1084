/** Tells how far the attempt that runs has come, to whoever asks; nothing is counted for it that isn't counted anyway. @module */

import type { Trigger } from '../events/events.ts'
import type { Keeper } from './keeper.ts'

export interface Progress {
  readonly trigger: Trigger
  /** When it began, in epoch ms. */
  readonly startedAt: number
  /** When its present step began, in epoch ms. */
  readonly sinceAt: number
  /** The name of the source that is asked, or answers. */
  readonly source: string
  /** How many bytes have come over the wire, of how many that were announced. */
  readonly received: number
  readonly expected: number | undefined
}

/** How far the attempt that runs has come; `undefined` if none does. */
export function progressOf({ attempt, link }: Keeper): Progress | undefined {
  if (attempt === undefined || link === undefined) return undefined
  const { trigger, bytes: received, expected, phases, source } = attempt
  const startedAt = link.clock.now() - (link.clock.monotonic() - attempt.startedAt)
  const spent = Object.values(phases).reduce((sum, ms) => sum + ms, 0)
  return { trigger, startedAt, sinceAt: startedAt + spent, source: source.name, received, expected }
}
