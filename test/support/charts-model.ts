/** A model of what a supervisor of terms ought to do: no actors, no messages, one list of terms. @module */

import type { RestartType, Strategy } from '../../machines/index.ts'

export const MAX_FAILURES = 4
export const INTERVAL = 1_000
/** How long a retry waits when the dice roll 0. */
export const RETRY = 100
export const SHUTDOWN = 50
export const WITHIN = 500
/** When a name is added twice, the test lets the generations of the second begin so much later. */
export const ADDED = 1_000

type TermState = 'idle' | 'probing' | 'downloading' | 'decoding' | 'storing' | 'backoff' | 'gone'
export type Outcome = 'ok' | 'unchanged' | 'fail' | 'fatal' | 'throw'
type Phase = 'running' | 'busy' | 'stopping' | 'cooling' | 'stopped'

export interface ModelTerm {
  readonly name: string
  readonly restart: RestartType
  readonly generation: number
  state: TermState
  failures: number
  /** When the term's wait is over. */
  dueAt: number
  leaving: boolean
}

export interface ModelOptions {
  readonly strategy: Strategy
  readonly restarts: number
  readonly coolDown: number | null
}

export const newTerm = (name: string, restart: RestartType, generation = 0): ModelTerm => ({
  ...{
    name,
    restart,
    generation,
    state: 'probing',
    failures: 0,
    dueAt: Number.POSITIVE_INFINITY,
    leaving: false,
  },
})

const again = ({ name, restart, generation }: ModelTerm) => newTerm(name, restart, generation + 1)
const NEXT = { probing: 'downloading', downloading: 'decoding', decoding: 'storing' } as const

export const isAtWork = ({ state }: ModelTerm): boolean => state === 'storing' || state in NEXT
const isAtRest = ({ state }: ModelTerm): boolean => state === 'idle' || state === 'backoff'

export interface SupervisorModel {
  readonly phase: Phase
  /** The terms that the supervisor knows, in start order. */
  readonly terms: readonly ModelTerm[]
  /** Ends the term's piece of work with this outcome. */
  work(term: ModelTerm, outcome: Outcome): void
  refresh(term: ModelTerm): void
  tick(ms: number): void
  add(name: string, restart: RestartType): void
  remove(name: string): void
  stop(): void
}

export function supervisorModel(children: readonly ModelTerm[], options: ModelOptions): SupervisorModel {
  let phase: Phase = 'running'
  let terms = children
  let now = 0
  let restarts: readonly number[] = []
  /** The terms that are to end, and among them those that have still to be stopped, the last first. */
  let condemned: readonly ModelTerm[] = []
  let halting: ModelTerm[] = []
  let killAt = Number.POSITIVE_INFINITY
  let coolUntil = Number.POSITIVE_INFINITY
  let whenHalted = () => {}
  let later: (() => void)[] = []
  let added = 0

  function probe(term: ModelTerm): void {
    term.state = 'probing'
    term.dueAt = Number.POSITIVE_INFINITY
  }

  function rest(term: ModelTerm, state: 'idle' | 'backoff', ms: number): void {
    term.state = state
    term.dueAt = now + ms
  }

  function bury(term: ModelTerm): void {
    term.state = 'gone'
    term.dueAt = Number.POSITIVE_INFINITY
  }

  /** Takes note that a term that was told to stop has ended. */
  function leave(term: ModelTerm): void {
    bury(term)
    proceed()
  }

  function crash(term: ModelTerm): void {
    bury(term)
    if (condemned.includes(term)) proceed()
    else decide(term)
  }

  /** Decides what OTP's supervisor decides when a child has crashed. */
  function decide(term: ModelTerm): void {
    if (phase === 'busy') later.push(() => decide(term))
    if (phase !== 'running' || !terms.includes(term)) return
    const recent = restarts.filter((at) => now - at < WITHIN)
    if (term.restart === 'temporary') terms = terms.filter((other) => other !== term)
    else if (recent.length >= options.restarts) halt('stopping', terms, giveUp)
    else {
      restarts = [...recent, now]
      const group = fateOf(term)
      const reborn = group.filter((other) => other === term || other.restart !== 'temporary')
      halt('busy', group, () => goOn(reborn))
    }
  }

  function fateOf(term: ModelTerm): readonly ModelTerm[] {
    if (options.strategy === 'one-for-one') return [term]
    return options.strategy === 'one-for-all' ? terms : terms.slice(terms.indexOf(term))
  }

  function halt(why: Phase, group: readonly ModelTerm[], andThen: () => void): void {
    phase = why
    condemned = group
    halting = [...group]
    whenHalted = andThen
    killAt = Number.POSITIVE_INFINITY
    proceed()
  }

  function proceed(): void {
    for (let last = halting.at(-1); last !== undefined; last = halting.at(-1)) {
      if (last.state === 'storing') {
        last.leaving = true
        killAt = Math.min(killAt, now + SHUTDOWN)
        return
      }
      bury(last)
      halting.pop()
      killAt = Number.POSITIVE_INFINITY
    }
    whenHalted()
  }

  function goOn(reborn: readonly ModelTerm[]): void {
    const ended = new Set(condemned)
    const next = (term: ModelTerm) => (reborn.includes(term) ? [again(term)] : [])
    terms = terms.flatMap((term) => (ended.has(term) ? next(term) : [term]))
    condemned = []
    phase = 'running'
    catchUp()
  }

  /** Does whatever was put off. */
  function catchUp(): void {
    const acts = later
    later = []
    for (const act of acts) act()
  }

  const isBusy = () => phase === 'busy' || phase === 'stopping'

  function giveUp(): void {
    condemned = []
    if (options.coolDown === null) end()
    else {
      phase = 'cooling'
      coolUntil = now + options.coolDown
      catchUp()
    }
  }

  function resume(): void {
    phase = 'running'
    coolUntil = Number.POSITIVE_INFINITY
    restarts = []
    terms = terms.map(again)
  }

  function end(): void {
    phase = 'stopped'
    coolUntil = Number.POSITIVE_INFINITY
  }

  function enroll(term: ModelTerm): void {
    if (isBusy()) later.push(() => enroll(term))
    else if (!terms.some(({ name }) => name === term.name)) {
      if (phase !== 'running') term.state = 'gone'
      terms = [...terms, term]
    }
  }

  return {
    get phase() {
      return phase
    },
    get terms() {
      return terms
    },
    work(term, outcome) {
      const { state, leaving, failures } = term
      const isFatal = outcome === 'fatal' || (outcome === 'fail' && failures + 1 >= MAX_FAILURES)
      if (outcome === 'throw' || (isFatal && !leaving)) {
        crash(term)
        return
      }
      if (outcome === 'fail' || outcome === 'fatal') {
        term.failures++
        rest(term, 'backoff', RETRY)
      } else if (state === 'storing' || (outcome === 'unchanged' && state !== 'decoding')) {
        term.failures = 0
        rest(term, 'idle', INTERVAL)
      } else term.state = NEXT[state as keyof typeof NEXT]
      if (leaving) leave(term)
    },
    refresh(term) {
      if (isAtRest(term)) probe(term)
    },
    tick(ms) {
      now += ms
      for (const term of terms) if (term.dueAt <= now) probe(term)
      const asked = halting.at(-1)
      if (asked !== undefined && killAt <= now) leave(asked)
      if (coolUntil <= now) resume()
    },
    add: (name, restart) => enroll(newTerm(name, restart, ++added * ADDED)),
    remove(name) {
      const isIt = (term: ModelTerm) => term.name === name
      if (isBusy()) later.push(() => this.remove(name))
      else if (phase !== 'running') terms = terms.filter((term) => !isIt(term))
      else if (terms.some(isIt)) halt('busy', terms.filter(isIt), () => goOn([]))
    },
    stop() {
      if (phase === 'cooling') end()
      else if (phase === 'stopping') whenHalted = end
      else halt('stopping', terms, end)
    },
  }
}
