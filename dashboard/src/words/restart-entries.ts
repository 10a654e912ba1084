/** The history of restarts: what ended, why, and what was done about it. @module */

import type { EventLevel, HeardEvent } from '../../../src/serve/api/messages.ts'
import { ageWords, timeWords } from './ages.ts'

export interface Cause {
  /** Its type, by which it is found in logs. */
  readonly type: string
  readonly message: string
  readonly stack: string | undefined
}

export interface RestartEntry {
  readonly id: number
  /** The type of its event. */
  readonly kind: string
  readonly at: number
  readonly level: EventLevel
  /** Who acted, by its path; `undefined` for a term that crashed and that nobody started again yet. */
  readonly supervisor: string | undefined
  /** What happened, in a sentence. */
  readonly words: string
  /** `2 of 3 within 10 s`. */
  readonly budget: string | undefined
  readonly cause: Cause | undefined
}

/** The fields of those events, as far as a page relies on them. */
interface Fields {
  readonly child?: unknown
  readonly children?: unknown
  readonly restarts?: unknown
  readonly limit?: unknown
  readonly withinMs?: unknown
  readonly coolDownMs?: unknown
  readonly error?: unknown
}

const TYPES: ReadonlySet<string> = new Set([
  'supervisor.restarted',
  'supervisor.gave-up',
  'supervisor.resumed',
  'supervisor.killed',
  'term.crashed',
])

export const isOfRestarts = ({ type }: HeardEvent): boolean => TYPES.has(type)

/** The newest first. A crash that a restart answers is told of by that restart. */
export function restartEntriesOf(events: readonly HeardEvent[]): readonly RestartEntry[] {
  const sorted = events.filter(isOfRestarts).toSorted((one, other) => other.id - one.id)
  return sorted.filter((event) => !isAnswered(event, sorted)).map(entryOf)
}

/** What a page about them begins with. */
export function restartsTitle(entries: readonly RestartEntry[], now: number): string {
  const restarts = entries.filter(({ kind }) => kind === 'supervisor.restarted')
  const last = restarts[0]
  if (last === undefined) return 'No restarts'
  const count = restarts.length === 1 ? '1 restart' : `${restarts.length} restarts`
  return `${count}, the last at ${timeWords(last.at, now)}`
}

/** A restart follows the crash that it answers in the same moment, or as soon as the others have stopped. */
function isAnswered({ type, id, term }: HeardEvent, events: readonly HeardEvent[]): boolean {
  if (type !== 'term.crashed') return false
  const later = events.filter((event) => event.id > id && isAbout(event, term))
  return later.at(-1)?.type === 'supervisor.restarted' || later.at(-1)?.type === 'supervisor.gave-up'
}

const isAbout = ({ term, fields }: HeardEvent, name: string | undefined): boolean =>
  term === name || (fields as Fields).child === name

function entryOf(event: HeardEvent): RestartEntry {
  const { id, at, level, supervisor, type } = event
  const fields = event.fields as Fields
  return {
    id,
    kind: type,
    at,
    level,
    supervisor,
    words: sentenceOf(event, fields),
    budget: type === 'supervisor.restarted' ? budgetWords(fields) : undefined,
    cause: causeOf(fields.error),
  }
}

function sentenceOf({ type, term, supervisor, words }: HeardEvent, fields: Fields): string {
  const who = nameOfPath(supervisor)
  const child = String(fields.child ?? term ?? 'a child')
  switch (type) {
    case 'supervisor.restarted':
      return `${child} ended; ${againWords(child, fields.children)}`
    case 'supervisor.gave-up':
      return `${who} gave up: more than ${restartsWords(fields)}${afterwards(fields.coolDownMs)}`
    case 'supervisor.resumed':
      return `${who} starts its tree again`
    case 'supervisor.killed':
      return `${child} did not stop in time, and was ended by force`
    case 'term.crashed':
      return `${child} crashed`
    default:
      return words
  }
}

function againWords(child: string, children: unknown): string {
  const all = Array.isArray(children) ? children.map(String) : []
  const others = all.filter((name) => name !== child)
  if (others.length === 0) return 'it starts again'
  return all.includes(child) ? `it starts again with ${listed(others)}` : `${listed(others)} start again`
}

/** The first few names of many. */
function listed(names: readonly string[], most = 3): string {
  if (names.length <= most) return names.join(', ')
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}

function restartsWords({ limit, withinMs }: Fields): string {
  if (typeof limit !== 'number' || typeof withinMs !== 'number') return 'the restarts that it may make'
  return `${limit === 1 ? '1 restart' : `${limit} restarts`} within ${ageWords(withinMs)}`
}

const afterwards = (coolDownMs: unknown): string =>
  typeof coolDownMs === 'number' ? `; it starts again in ${ageWords(coolDownMs)}` : ''

function budgetWords({ restarts, limit, withinMs }: Fields): string | undefined {
  if (typeof restarts !== 'number' || typeof limit !== 'number' || typeof withinMs !== 'number')
    return undefined
  return `${restarts} of ${limit} within ${ageWords(withinMs)}`
}

function causeOf(error: unknown): Cause | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { type, code, message, stack } = error as Readonly<Record<string, unknown>>
  return {
    type: String(type ?? code ?? 'error'),
    message: typeof message === 'string' ? message : '',
    stack: typeof stack === 'string' ? stack.replaceAll(/^ +/gm, '') : undefined,
  }
}

/** `lists` of `root/lists`. */
const nameOfPath = (path: string | undefined): string => path?.split('/').at(-1) ?? 'the supervisor'
