/** Why a term went from one state to another, in the words of its chart. @module */

import type { AttemptFacts, TransitionFacts } from '../../../src/serve/api/term-facts.ts'

/** What the end of some work means, by where it leads. */
const ENDS: Readonly<Record<string, string>> = {
  'probing>downloading': 'new version',
  'probing>idle': 'unchanged',
  'downloading>idle': 'same bytes',
  'storing>idle': 'updated',
}

/** How far the clock of an attempt and that of its machine may be apart, in ms. */
const NEAR = 100

export interface Cause {
  readonly words: string
  readonly alarming: boolean
}

export function causeOf(
  { at, from, to, cause }: TransitionFacts,
  attempts: readonly Pick<AttemptFacts, 'startedAt' | 'durationMs' | 'error'>[],
): Cause {
  if (from === undefined) return { words: 'start', alarming: false }
  if (to === 'backoff') {
    const ended = attempts.find(
      ({ startedAt, durationMs, error }) =>
        error !== undefined && Math.abs(startedAt + durationMs - at) <= NEAR,
    )
    return { words: ended?.error?.type ?? 'error', alarming: true }
  }
  const words = cause === 'done' ? (ENDS[`${from}>${to}`] ?? '') : cause
  return { words, alarming: false }
}
