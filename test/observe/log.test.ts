/** Logs through real pino: the level, the message and the fields of every event, and nothing more. @module */

import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import type { TermEvent } from '../../src/events/events.ts'
import { type LoggerLike, log, redactPaths } from '../../src/observe/log.ts'
import { CANARY, everyEvent, samples } from '../support/scripted-events.ts'

type Line = Record<string, unknown> & { level: number; msg: string }

function listen() {
  const lines: Line[] = []
  const write = (text: string) => lines.push(JSON.parse(text))
  const logger = pino({ level: 'trace' }, { write })
  return { lines, logger, observer: log(logger) }
}

function lineOf(event: TermEvent): Line {
  const { lines, observer } = listen()
  observer.hear(event)
  expect(lines).toHaveLength(1)
  return lines[0] as Line
}

const EXPECTED: Record<TermEvent['type'], string> = {
  'term.started': 'info',
  'term.stopped': 'info',
  'term.crashed': 'error',
  'term.transition': 'trace',
  'term.rejected': 'error',
  'term.swapped': 'info',
  'term.pinned': 'warn',
  'term.unpinned': 'info',
  'term.held-back': 'warn',
  'term.released': 'info',
  'term.accepted': 'warn',
  'term.stale': 'error',
  'term.expired': 'error',
  'term.fresh': 'info',
  'refresh.started': 'debug',
  'refresh.updated': 'info',
  'refresh.unchanged': 'debug',
  'refresh.failed': 'warn',
  'refresh.cancelled': 'debug',
  'refresh.recovered': 'info',
  'keepsake.loaded': 'info',
  'keepsake.written': 'debug',
  'keepsake.failed': 'warn',
  'keepsake.ignored': 'warn',
  'source.changed': 'warn',
  'origin.throttled': 'warn',
  'delta.used': 'debug',
  'delta.failed': 'warn',
  'fleet.unreachable': 'warn',
  'fleet.reachable': 'info',
  'fleet.hinted': 'trace',
  'fleet.voted': 'debug',
  'fleet.activated': 'info',
  'fleet.refused': 'error',
  'fleet.went-back': 'warn',
  'fleet.halted': 'warn',
  'fleet.decided': 'info',
  'supervisor.restarted': 'warn',
  'supervisor.gave-up': 'fatal',
  'supervisor.resumed': 'warn',
  'supervisor.killed': 'warn',
  'supervisor.stopped': 'info',
  'listener.failed': 'error',
}

describe('the line of an event', () => {
  test.each(everyEvent)('$type has its level, its stable name and no variable message', (event) => {
    const line = lineOf(event)
    expect(pino.levels.labels[line.level]).toBe(EXPECTED[event.type])
    expect(line.event).toBe(event.type)
    expect(line.msg).toMatch(/^[a-z ]+$/)
    if ('term' in event) expect(line.term).toBe(event.term)
  })

  test('a failure is an error when readers get a stale value, or none', () => {
    const failed = samples['refresh.failed']
    expect(lineOf({ ...failed, stale: true }).level).toBe(pino.levels.values.error)
    expect(lineOf({ ...failed, serving: undefined, ageMs: null }).level).toBe(pino.levels.values.error)
  })

  test('another source is a warning, and the return to the one that is meant to answer is none', () => {
    const changed = samples['source.changed']
    expect(lineOf(changed)).toMatchObject({ from: 'http(origin.test)', errorType: 'http_503' })
    const back = lineOf({ ...changed, fallback: false, error: undefined })
    expect(back.level).toBe(pino.levels.values.info)
    expect(back).not.toHaveProperty('err')
  })

  test('names the term once', () => {
    const texts: string[] = []
    const observer = log(pino({ level: 'trace' }, { write: (text) => texts.push(text) }))
    for (const event of everyEvent) observer.hear(event)
    expect(texts.map((text) => text.split('"term":').length - 1)).toEqual(
      everyEvent.map((event) => ('term' in event && event.term !== undefined ? 1 : 0)),
    )
    // The time of a line is the logger's own.
    expect(texts.join()).not.toContain('"at":')
  })

  test('carries the data in fields', () => {
    const { level, time, pid, hostname, ...fields } = lineOf(samples['refresh.updated'])
    expect(fields).toEqual({
      msg: 'value updated',
      event: 'refresh.updated',
      term: 'prices',
      id: 'prices#1',
      trigger: 'schedule',
      outcome: 'updated',
      from: 'v1',
      to: 'v2',
      signedBy: 'E7620F1842B4E81F',
      bytes: 4_096,
      durationMs: 1_000,
      phases: { probing: 100, downloading: 600, decoding: 200, storing: 100 },
      nextInMs: 30_000,
      source: 'http(origin.test)',
      fallback: false,
    })
  })
})

describe('durations', () => {
  test('are written in whole ms', () => {
    const { ageMs, nextInMs, durationMs, phases } = lineOf({
      ...samples['refresh.failed'],
      ageMs: 653.27,
      nextInMs: 100.3227,
      durationMs: 12.5,
      phases: { probing: 12.4 },
    })
    expect([ageMs, nextInMs, durationMs, phases]).toEqual([653, 100, 13, { probing: 12 }])
  })
})

describe('errors', () => {
  test('are written with code, message, stage and status, and of the cause only its name and code', () => {
    const { err, errorType } = lineOf(samples['refresh.failed'])
    expect(errorType).toBe('http_503')
    expect(err).toEqual({
      name: 'TermError',
      code: 'ERR_TERM_HTTP',
      message: '[prices] the origin answered 503',
      stage: 'probe',
      status: 503,
      cause: { name: 'Error', code: 'UND_ERR_SOCKET', stack: expect.stringMatching(/^ +at /) },
    })
  })

  test('keep the message of a cause that is a TermError itself', () => {
    const inner = new TermError('ERR_TERM_TLS', 'the certificate has expired')
    const error = new TermError('ERR_TERM_CONTRACT', '5 failures in a row', { cause: inner })
    expect(lineOf({ ...samples['term.crashed'], error }).err).toEqual({
      name: 'TermError',
      code: 'ERR_TERM_CONTRACT',
      message: '5 failures in a row',
      cause: { name: 'TermError', code: 'ERR_TERM_TLS', message: 'the certificate has expired' },
    })
  })

  test('of others tell where they were thrown, not what they say', () => {
    const { err, errorType } = lineOf(samples['listener.failed'])
    expect(errorType).toBe('_OTHER')
    expect(err).toEqual({ name: 'RangeError', stack: expect.stringContaining('scripted-events') })
  })

  test('tell four causes, and no more', () => {
    let error = new TermError('ERR_TERM_TLS', 'cause 6')
    for (const n of [5, 4, 3, 2, 1, 0])
      error = new TermError('ERR_TERM_FETCH', `cause ${n}`, { cause: error })
    const told: unknown[] = []
    let err = lineOf({ ...samples['term.crashed'], error }).err as
      | { message: string; cause?: never }
      | undefined
    for (; err !== undefined; err = err.cause) told.push(err.message)
    expect(told).toEqual(['cause 0', 'cause 1', 'cause 2', 'cause 3', 'cause 4'])
  })

  test('of others tell eight frames at most', () => {
    const error = new RangeError('x')
    error.stack = ['RangeError: x', ...Array.from({ length: 9 }, (_, n) => `    at f${n} (f.js:1:1)`)].join(
      '\n',
    )
    const { stack } = lineOf({ ...samples['listener.failed'], error }).err as { stack: string }
    expect(stack.split('\n').map((frame) => frame.trim().split(' ')[1])).toEqual([
      'f0',
      'f1',
      'f2',
      'f3',
      'f4',
      'f5',
      'f6',
      'f7',
    ])
  })

  test('that can not be read, or are none, are named', () => {
    const unreadable = new Proxy(new Error('x'), {
      get: () => {
        throw new Error('no')
      },
    })
    expect(lineOf({ ...samples['listener.failed'], error: unreadable }).err).toEqual({ name: 'unreadable' })
    expect(lineOf({ ...samples['listener.failed'], error: CANARY }).err).toEqual({ name: 'string' })
  })

  test('never show what they caught, in any event', () => {
    const { lines, observer } = listen()
    let parse: unknown
    try {
      JSON.parse(CANARY)
    } catch (error) {
      parse = error
    }
    expect(String(parse)).toContain(CANARY)
    for (const event of everyEvent) {
      observer.hear(event)
      if ('error' in event) observer.hear({ ...event, error: parse } as TermEvent)
    }
    expect(lines.length).toBeGreaterThan(everyEvent.length)
    expect(JSON.stringify(lines)).not.toContain(CANARY)
  })
})

describe('loggers', () => {
  test('a term has one child logger', () => {
    const made: object[] = []
    const logger = pino({ level: 'silent', onChild: (child) => made.push(child.bindings()) })
    const observer = log(logger)
    observer.hear(samples['refresh.started'])
    observer.hear(samples['refresh.updated'])
    observer.hear({ ...samples['refresh.started'], term: 'flags' })
    expect(made).toEqual([{}, { term: 'prices' }, { term: 'flags' }])
  })

  test('a term that comes back after its end has a child logger of its own', () => {
    const made: object[] = []
    const logger = pino({ level: 'silent', onChild: (child) => made.push(child.bindings()) })
    const observer = log(logger)
    observer.hear(samples['term.stopped'])
    observer.hear(samples['term.started'])
    expect(made).toEqual([{}, { term: 'prices' }, { term: 'prices' }])
  })

  test('without `fatal`, an error is written', () => {
    const heard: unknown[] = []
    const note = (level: string) => (_fields: object, message: string) => heard.push([level, message])
    const logger: LoggerLike = {
      trace: note('trace'),
      debug: note('debug'),
      info: note('info'),
      warn: note('warn'),
      error: note('error'),
      child: () => logger,
    }
    log(logger).hear(samples['supervisor.gave-up'])
    expect(heard).toEqual([['error', 'supervisor gave up']])
  })

  test('redactPaths fit the `redact` option of pino', () => {
    const lines: string[] = []
    const logger = pino({ redact: redactPaths }, { write: (text) => lines.push(text) })
    logger.info({ headers: { authorization: CANARY, 'x-api-key': CANARY }, url: { query: CANARY } })
    logger.info({ credentials: CANARY, client: { secretAccessKey: CANARY, token: CANARY } })
    expect(lines).toHaveLength(2)
    expect(lines.join()).not.toContain(CANARY)
  })
})
