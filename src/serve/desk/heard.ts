/** Makes of an event what may be shown of it. @module */

import type { TermEvent } from '../../events/events.ts'
import { type Level, lineOf } from '../../observe/log-lines.ts'
import type { EventLevel, HeardEvent } from '../api/messages.ts'
import { crashFactsOf, errorFactsOf } from './error-facts.ts'
import { eventWords } from './words.ts'

const LEVELS: Readonly<Record<Level, EventLevel>> = {
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'error',
}

/** What belongs to the history of restarts, and has the place where it crashed. */
export const isOfRestarts = ({ type }: TermEvent): boolean => RESTARTS.has(type)
const RESTARTS: ReadonlySet<TermEvent['type']> = new Set([
  'supervisor.restarted',
  'supervisor.gave-up',
  'supervisor.resumed',
  'supervisor.killed',
  'term.crashed',
])

export const levelOf = (event: TermEvent): EventLevel => LEVELS[lineOf(event)[0]]

export function heardEventOf(event: TermEvent, id: number): HeardEvent {
  const { type, at, term, supervisor, error, id: incarnation, ...others } = event as Loose
  const told = isOfRestarts(event) ? crashFactsOf : errorFactsOf
  const fields = { ...others, incarnation, ...(error !== undefined && { error: told(error) }) }
  return { id, at, type, level: levelOf(event), term, supervisor, words: eventWords(event), fields }
}

interface Loose {
  readonly type: TermEvent['type']
  readonly at: number
  readonly term?: string
  readonly supervisor?: string
  readonly id?: string
  readonly error?: unknown
}
