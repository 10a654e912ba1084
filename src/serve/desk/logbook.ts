/** Writes down what a tree says: the last events of all, the last restarts, and the history of each term. @module */

import type { TermEvent } from '../../events/events.ts'
import type { HeardEvent } from '../api/messages.ts'
import { heardEventOf, isOfRestarts, levelOf } from './heard.ts'
import { depthFor, note, type TermHistory, termHistory } from './history.ts'
import { ring } from './ring.ts'

/** An event that is remembered. */
export interface LogEntry {
  readonly id: number
  readonly term: string | undefined
  readonly supervisor: string | undefined
  /** What may be shown of it. Mostly nobody asks, so it is made when somebody does. */
  facts(): HeardEvent
}

export interface Logbook {
  hear(event: TermEvent): void
  /** The id of the last event; 0 before the first. */
  lastId(): number
  /** The events after that one which are still remembered; the oldest first. */
  since(id: number): readonly LogEntry[]
  /** The newest first. */
  restarts(): readonly HeardEvent[]
  /** What was heard of a term and of the supervisors at these paths, the newest first. */
  about(term: string, supervisors: ReadonlySet<string>): readonly HeardEvent[]
  /** `undefined` for a term of which nothing was heard. */
  history(term: string): TermHistory | undefined
  forget(term: string): void
}

const EVENTS = 2_000
const RESTARTS = 100
const MOST_ABOUT = 100
/** So much of what happens by itself, and matters to nobody, is written down in a second. */
const MOST_ROUTINE = 100

/** @param terms - how many terms there are: of thousands, less is remembered of each */
export function logbook(terms: () => number): Logbook {
  const entries = ring<LogEntry>(EVENTS)
  const restarts = ring<LogEntry>(RESTARTS)
  const histories = new Map<string, TermHistory>()
  let last = 0
  let second = 0
  let routine = 0

  /** Thousands of terms that are well would drive out what isn't. */
  function isOneTooMany(event: TermEvent): boolean {
    if (levelOf(event) !== 'debug') return false
    const now = Math.floor(event.at / 1_000)
    routine = now === second ? routine + 1 : 1
    second = now
    return routine > MOST_ROUTINE
  }

  function historyOf(term: string): TermHistory {
    const history = histories.get(term) ?? termHistory(depthFor(terms()))
    histories.set(term, history)
    return history
  }

  return {
    hear(event) {
      if ('term' in event && event.term !== undefined) note(historyOf(event.term), event)
      // There are five of these for each attempt: they would drive out all else.
      if (event.type === 'term.transition' || isOneTooMany(event)) return
      last += 1
      const entry = entryOf(event, last)
      entries.push(entry)
      if (isOfRestarts(event)) restarts.push(entry)
    },
    lastId: () => last,
    since: (id) => (id >= last ? [] : entries.last(last - id)),
    restarts: () =>
      restarts
        .last()
        .map((entry) => entry.facts())
        .reverse(),
    about: (term, supervisors) =>
      entries
        .last()
        .filter((entry) => entry.term === term || supervisors.has(entry.supervisor ?? ''))
        .slice(-MOST_ABOUT)
        .map((entry) => entry.facts())
        .reverse(),
    history: (term) => histories.get(term),
    forget: (term) => void histories.delete(term),
  }
}

function entryOf(event: TermEvent, id: number): LogEntry {
  // An error may hold on to a whole payload.
  let made = 'error' in event ? heardEventOf(event, id) : undefined
  const { term, supervisor } = event as { readonly term?: string; readonly supervisor?: string }
  return {
    id,
    term,
    supervisor,
    facts: () => {
      made ??= heardEventOf(event, id)
      return made
    },
  }
}
