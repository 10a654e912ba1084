/** A log that is read while it grows: what is found in it, and what waits until its reader asks for it. @module */

import type { EventLevel, HeardEvent } from '../../../src/serve/api/messages.ts'

export const LEVELS: readonly EventLevel[] = ['debug', 'info', 'warn', 'error']

export interface Sought {
  readonly least: EventLevel
  readonly text: string
}

export function found(events: readonly HeardEvent[], { least, text }: Sought): readonly HeardEvent[] {
  const wanted = text.trim().toLowerCase()
  const from = LEVELS.indexOf(least)
  return events.filter(
    ({ level, type, words }) =>
      LEVELS.indexOf(level) >= from && `${type} ${words}`.toLowerCase().includes(wanted),
  )
}

/** What concerns a term: what it says itself, and what its supervisors do to it. */
export const concerning = (
  events: readonly HeardEvent[],
  name: string,
  supervisors: readonly string[],
): readonly HeardEvent[] =>
  events.filter(({ term, supervisor, fields }) => {
    if (term !== undefined || supervisor === undefined) return term === name
    const { children } = fields as { readonly children?: readonly string[] }
    return supervisors.includes(supervisor) && (children === undefined || children.includes(name))
  })

/** The two lists as one, the newest first, each event once. */
export function merged(one: readonly HeardEvent[], other: readonly HeardEvent[]): readonly HeardEvent[] {
  const known = new Map([...one, ...other].map((event) => [event.id, event]))
  return [...known.values()].sort((a, b) => b.id - a.id)
}

/** Red is what readers notice, and nothing else: a payload that was refused is no affair of theirs. */
export type EventLook = 'quiet' | 'good' | 'alarming' | 'affecting'

const AFFECTING: ReadonlySet<string> = new Set([
  'term.stale',
  'term.expired',
  // As an error, it says that readers get a stale value or none.
  'refresh.failed',
  'supervisor.gave-up',
])

export function lookOf({ level, type }: Pick<HeardEvent, 'level' | 'type'>): EventLook {
  if (level === 'debug') return 'quiet'
  if (level === 'info') return 'good'
  return level === 'error' && AFFECTING.has(type) ? 'affecting' : 'alarming'
}
