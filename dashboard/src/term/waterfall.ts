/** Attempts as bars: where each step lies on an axis that all of them share. @module */

import type { AttemptFacts } from '../../../src/serve/api/term-facts.ts'
import { STEPS } from '../words/kinds.ts'

type Step = (typeof STEPS)[number]

export interface Bar {
  readonly step: Step
  /** In ms, from the beginning of the attempt. */
  readonly begin: number
  readonly ms: number
  readonly failed: boolean
}

type Measured = Pick<AttemptFacts, 'durationMs' | 'phases' | 'failedIn'>

/** The steps of an attempt one after the other; the one that failed has what is left of the time. */
export function barsOf({ durationMs, phases, failedIn }: Measured): readonly Bar[] {
  const bars: Bar[] = []
  let begin = 0
  for (const step of STEPS) {
    const failed = step === failedIn
    const ms = phases[step] ?? (failed ? Math.max(0, durationMs - begin) : undefined)
    if (ms === undefined) continue
    bars.push({ step, begin, ms, failed })
    begin += ms
  }
  return bars
}

/** The next number of ms that people like to read at the end of an axis, and that holds all of these. */
export function axisOf(attempts: readonly Measured[]): number {
  const longest = Math.max(1, ...attempts.map(({ durationMs }) => durationMs))
  const power = 10 ** Math.floor(Math.log10(longest))
  const unit = [1, 2, 4, 8, 10].find((times) => times * power >= longest) ?? 10
  return unit * power
}

/** Where the axis has its words, as shares of it. */
export const TICKS = [0, 0.25, 0.5, 0.75, 1] as const
