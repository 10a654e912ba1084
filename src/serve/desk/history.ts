/** Remembers of each term what became of its last attempts, and how its machine went. @module */

import { STAGES } from '../../base/steps.ts'
import type { Phases, TermEvent, TermTransition } from '../../events/events.ts'
import type { AttemptFacts, ErrorFacts, TransitionFacts } from '../api/term-facts.ts'
import { errorFactsOf } from './error-facts.ts'
import { type Ring, ring } from './ring.ts'

/** The end of an attempt. */
type Ended = Extract<TermEvent, { readonly outcome: string }>

export interface TermHistory {
  readonly attempts: Ring<AttemptFacts>
  readonly transitions: Ring<TransitionFacts>
  lastTransition: TransitionFacts | undefined
  /** Why the sources before a fallback were passed over, while that one answers. */
  passedOver: ErrorFacts | undefined
}

/** So many are remembered of a term, where there aren't thousands of them. */
const DEPTH = 50
/** So many are remembered in all, but for each term a few. */
const MOST = 50_000
const FEW = 8

/** How many attempts, and how many transitions, are remembered of each of so many terms. */
export const depthFor = (terms: number): number =>
  Math.max(FEW, Math.min(DEPTH, Math.floor(MOST / Math.max(1, terms))))

export function termHistory(depth: number): TermHistory {
  return { attempts: ring(depth), transitions: ring(depth), lastTransition: undefined, passedOver: undefined }
}

/** Writes an event of the term down. */
export function note(history: TermHistory, event: TermEvent): void {
  if (event.type === 'term.transition') noteTransition(history, event)
  else if ('outcome' in event) history.attempts.push(attemptOf(event))
  else if (event.type === 'source.changed')
    history.passedOver = event.fallback && event.error !== undefined ? errorFactsOf(event.error) : undefined
}

function noteTransition(history: TermHistory, { at, from, to, cause }: TermTransition): void {
  history.lastTransition = { at, from, to, cause }
  history.transitions.push(history.lastTransition)
}

function attemptOf(ended: Ended): AttemptFacts {
  const { at, trigger, durationMs, phases, bytes, outcome } = ended
  const startedAt = Math.round(at - durationMs)
  const common = {
    startedAt,
    trigger,
    durationMs: tenths(durationMs),
    phases: inTenths(phases),
    bytes,
    outcome,
  }
  if (ended.outcome === 'failed') {
    const { stage, error } = ended
    return { ...common, failedIn: stage && STAGES[stage], error: errorFactsOf(error) }
  }
  if (ended.outcome === 'cancelled') return common
  const version = ended.outcome === 'updated' ? ended.to : undefined
  return { ...common, version, source: ended.source }
}

/** Nobody reads more of a millisecond, and each digit is told again and again. */
const tenths = (ms: number): number => Math.round(ms * 10) / 10

const inTenths = (phases: Phases): Phases =>
  Object.fromEntries(Object.entries(phases).map(([state, ms]) => [state, tenths(ms)]))
