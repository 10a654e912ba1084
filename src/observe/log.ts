/** Writes structured logs: one line for each event, with a constant message and the data in fields. @module */

import { pino } from 'pino'
import { heardOf } from '../base/fenced.ts'
import { unexpected } from '../base/unexpected.ts'
import type { Phases, TermEvent } from '../events/events.ts'
import type { Observer } from '../events/observer.ts'
import { errorFields } from './error-fields.ts'
import { errorTypeOf } from './error-type.ts'
import { lineOf } from './log-lines.ts'

type Write = (fields: object, message: string) => unknown

/** What everterm needs of a logger: pino, `app.log` of Fastify, or anything of their shape. */
export interface LoggerLike {
  trace: Write
  debug: Write
  info: Write
  warn: Write
  error: Write
  /** Where it is absent, `error` is used. */
  fatal?: Write
  child(bindings: object, options?: object): LoggerLike
}

/**
 * Paths for the `redact` option of your own pino, for whatever your own code logs beside everterm's lines. The list is
 * frozen; add to a copy.
 */
export const redactPaths = Object.freeze([
  'headers.authorization',
  'headers.cookie',
  'headers["set-cookie"]',
  'headers["x-api-key"]',
  'url.query',
  'credentials',
  '*.authorization',
  '*.cookie',
  '*.password',
  '*.token',
  '*.secretAccessKey',
  '*.sessionToken',
]) as string[]

// Errors come as fields already; pino's own serializer would add stacks and the messages of causes.
const OPTIONS = { serializers: { err: (fields: unknown) => fields } }

function fieldsOf({ type, ...data }: TermEvent): object {
  const { at: _at, term: _term, error, ...rest } = data as Record<string, unknown>
  const fields = inWholeMs(rest)
  if (error === undefined) return { event: type, ...fields }
  return { event: type, ...fields, errorType: errorTypeOf(error), err: errorFields(error) }
}

/** Rounds durations to whole ms, as a person reads them. */
const inWholeMs = (fields: Record<string, unknown>): object =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (name === 'phases') return [name, rounded(value as Phases)]
      return [name, name.endsWith('Ms') && typeof value === 'number' ? Math.round(value) : value]
    }),
  )

const rounded = (phases: Phases): Phases =>
  Object.fromEntries(Object.entries(phases).map(([state, ms]) => [state, Math.round(ms)]))

function checkLogger(logger: unknown): void {
  const { child, info } = Object(logger) as Partial<LoggerLike>
  if (typeof child === 'function' && typeof info === 'function') return
  const expected = 'a pino-shaped logger (with `child`, `info` and the other levels)'
  throw unexpected('log', 'logger', expected, logger, '`log()` makes one')
}

/**
 * Makes an observer that writes each event as a line of log, with a child logger `{ term }` for each term.
 *
 * @param logger - Where to write.
 * @defaultValue `pino()`: JSON lines on stdout, from `info` up.
 * @throws TypeError on what is no logger
 */
export function log(logger: LoggerLike = pino({ name: 'everterm' })): Observer {
  checkLogger(logger)
  const base = heardOf(logger.child({}, OPTIONS), () => {})
  if (typeof Object(base).info !== 'function')
    throw unexpected('log', 'logger', 'pino, or of its shape: `child` gives a logger', base)
  const children = new Map<string, LoggerLike>()

  const childFor = (term: string): LoggerLike => {
    const child = children.get(term) ?? logger.child({ term }, OPTIONS)
    children.set(term, child)
    return child
  }

  return {
    name: 'log',
    hear(event) {
      const [level, message] = lineOf(event)
      const target = 'term' in event && event.term !== undefined ? childFor(event.term) : base
      if (event.type === 'term.stopped') children.delete(event.term)
      const write = level === 'fatal' && target.fatal === undefined ? 'error' : level
      // If a logger returns a promise, the fence catches its rejection.
      return target[write]?.(fieldsOf(event), message)
    },
  }
}
