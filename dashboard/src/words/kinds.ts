/** What a machine does, by how it looks: it rests, works, or failed and waits. @module */

import type { TermFacts } from '../../../src/serve/api/term-facts.ts'

export type Kind = 'rest' | 'work' | 'retry'

/** The states of an attempt, in their order. */
export const STEPS = ['probing', 'downloading', 'decoding', 'storing'] as const

const stepOf = (state: TermFacts['state'] | undefined): number =>
  (STEPS as readonly (typeof state)[]).indexOf(state)

export function kindOf(state: TermFacts['state']): Kind {
  if (state === 'idle') return 'rest'
  return state === 'backoff' || state === 'down' ? 'retry' : 'work'
}

/** How far the attempt is within its state, from 0 to 1; a half where nobody knows. */
export function progressOf({ state, running }: TermFacts): number {
  const { received, expected } = running ?? {}
  if (state !== 'downloading' || received === undefined || !expected) return 0.5
  return Math.min(1, received / expected)
}

/** The share of a download in words: `62 %`; `undefined` where nobody knows. */
export function shareWords({ state, running }: TermFacts): string | undefined {
  if (state !== 'downloading' || running?.received === undefined || !running.expected) return undefined
  return `${Math.floor(Math.min(1, running.received / running.expected) * 100)} %`
}

export type Mark = 'done' | 'now' | 'failed' | 'none'

/** The four steps of the present attempt, or of the last one. */
export function marksOf({ state, recent }: TermFacts): readonly Mark[] {
  const at = stepOf(state)
  if (at >= 0) return STEPS.map((_, step) => (step < at ? 'done' : step === at ? 'now' : 'none'))
  const last = recent.at(-1)
  const failed = stepOf(last?.failedIn)
  if (failed >= 0)
    return STEPS.map((_, step) => (step < failed ? 'done' : step === failed ? 'failed' : 'none'))
  return STEPS.map((step) => (last?.phases[step] === undefined ? 'none' : 'done'))
}
