/** What the page of a term says in words of its own. @module */

import { describe, expect, test } from 'vitest'
import { causeOf } from '../../../dashboard/src/term/causes.ts'
import { pathWords } from '../../../dashboard/src/term/path-words.ts'
import { dayOrTime } from '../../../dashboard/src/term/times.ts'
import { versionWords } from '../../../dashboard/src/words/versions.ts'
import type { TermState } from '../../../src/events/events.ts'

test.each([
  ['', 'the whole value'],
  ['/updated', 'updated'],
  ['/entries/10.4.9.0~124/score', 'entries["10.4.9.0/24"].score'],
  ['/flags/0', 'flags[0]'],
  ['/a~01/01/', '["a~1"]["01"][""]'],
  ['/größe/$in', 'größe.$in'],
])('the place %s is written %s', (pointer, words) => {
  expect(pathWords(pointer)).toBe(words)
})

describe('a transition', () => {
  const failed = {
    startedAt: 1000,
    durationMs: 500,
    error: { code: 'ERR_TERM_SCHEMA', type: 'schema', message: '' },
  }
  const step = (from: TermState | undefined, to: TermState, cause = 'done') =>
    causeOf({ at: 1503, from, to, cause }, [failed])

  test('is told in the words of the chart', () => {
    expect(step('probing', 'downloading').words).toBe('new version')
    expect(step('probing', 'idle').words).toBe('unchanged')
    expect(step('storing', 'idle').words).toBe('updated')
    expect(step('downloading', 'decoding').words).toBe('')
    expect(step('idle', 'probing', 'due').words).toBe('due')
    expect(step(undefined, 'probing', 'start').words).toBe('start')
  })

  test('to backoff is told by the error of its attempt', () => {
    expect(step('decoding', 'backoff')).toEqual({ words: 'schema', alarming: true })
    expect(causeOf({ at: 9000, from: 'decoding', to: 'backoff', cause: 'x' }, [failed]).words).toBe('error')
  })
})

test('a narrow column has the time of today, and the day of any other', () => {
  const noon = new Date(2026, 10, 29, 12, 0, 5).getTime()
  expect(dayOrTime(noon, noon + 1000)).toBe('12:00:05')
  expect(dayOrTime(noon, noon + 86_400_000)).toBe('2026-11-29')
})

test.each([
  ['"v7"', 'v7'],
  ['W/"v7"', 'v7'],
  ['2026-11-29', '2026-11-29'],
  [undefined, '–'],
])('the version %s is written %s', (version, words) => {
  expect(versionWords(version)).toBe(words)
})
