/** What readers get, how old it is, and what the machine is about to do, in words. @module */

import { describe, expect, test } from 'vitest'
import { ageOf } from '../../dashboard/src/words/age-of.ts'
import { marksOf, progressOf, shareWords } from '../../dashboard/src/words/kinds.ts'
import { nextWords, noteWords } from '../../dashboard/src/words/notes.ts'
import {
  affectsReaders,
  complaintWords,
  readsWords,
  shortComplaint,
} from '../../dashboard/src/words/reads.ts'
import type { Reads, TermFacts } from '../../src/serve/api/term-facts.ts'
import { NOW, termFacts } from './facts.ts'

const MINUTE = 60_000

describe('what readers get', () => {
  const aged = { confirmedAt: NOW - 14 * MINUTE, limitMs: 10 * MINUTE }

  test.each<[Reads, Partial<TermFacts>, string, boolean]>([
    ['current', {}, 'current value', false],
    ['last-good', {}, 'last good value', false],
    ['pinned', {}, 'pinned version', false],
    ['stale', aged, 'stale by 4 min', true],
    ['stale', { confirmedAt: NOW }, 'stale value', true],
    ['expired', aged, 'throws: expired', true],
    ['none', {}, 'throws: not loaded', true],
  ])('%s is said in words', (reads, facts, words, isBad) => {
    const term = termFacts('fx', { ...facts, reads })
    expect(readsWords(term, NOW)).toBe(words)
    expect(affectsReaders(term)).toBe(isBad)
  })

  test('a complaint names the limit where there is one', () => {
    expect(complaintWords(termFacts('fx', { ...aged, reads: 'stale' }))).toBe('is past its limit of 10 min')
    expect(complaintWords(termFacts('fx', { reads: 'stale' }))).toBe('is stale')
    expect(complaintWords(termFacts('fx', { ...aged, reads: 'expired' }))).toBe('has expired and throws')
    expect(complaintWords(termFacts('fx', { reads: 'none' }))).toBe('has never loaded and throws')
    expect(shortComplaint({ reads: 'none' })).toBe('no value')
  })
})

describe('an age', () => {
  test('fills three quarters of its bar at the limit, and never more than all', () => {
    const at = (ms: number) => ageOf(termFacts('a', { confirmedAt: NOW - ms, limitMs: MINUTE }), NOW)
    expect(at(MINUTE)).toEqual({ age: '60 s', limit: '60 s', filled: 0.75 })
    expect(at(30_000).filled).toBe(0.375)
    expect(at(5 * MINUTE).filled).toBe(1)
    expect(at(-MINUTE)).toMatchObject({ age: '0 s', filled: 0 })
  })

  test('without a limit or a value says so', () => {
    expect(ageOf(termFacts('a', { confirmedAt: NOW }), NOW)).toEqual({
      age: '0 s',
      limit: undefined,
      filled: 0,
    })
    expect(ageOf(termFacts('a', { reads: 'none' }), NOW).age).toBe('no value')
    expect(ageOf(termFacts('a'), NOW).age).toBe('not confirmed')
    expect(ageOf(termFacts('a', { confirmedAt: NOW, limitMs: 0 }), NOW).filled).toBe(1)
  })
})

describe('what the machine is about to do', () => {
  const running = { startedAt: NOW, trigger: 'schedule', sinceAt: NOW } as const
  const half = { ...running, received: 42_200_000, expected: 68_000_000 }

  test.each<[Partial<TermFacts>, string, string]>([
    [{ nextAt: NOW + 18_000 }, 'next probe in 0:18', '0:18'],
    [{ nextAt: NOW - 1 }, 'next probe is due', '0:00'],
    [{}, 'probes when it is told to', '–'],
    [{ state: 'backoff', nextAt: NOW + 12_000 }, 'next attempt in 0:12', '0:12'],
    [{ state: 'backoff', waitsFor: 'budget', nextAt: NOW + 12_000 }, 'spares the origin for 0:12', '0:12'],
    [{ state: 'backoff', waitsFor: 'turn' }, 'waits for its turn', 'its turn'],
    [{ state: 'probing', running }, 'asks for a new version', 'now'],
    [{ state: 'downloading', running: half }, '42.2 MB of 68.0 MB', '62 %'],
    [{ state: 'downloading', running: { ...running, received: 1000 } }, '1 kB so far', 'now'],
    [{ state: 'downloading', running }, 'fetches bytes', 'now'],
    [{ state: 'decoding', running }, 'decodes, checks', 'now'],
    [{ state: 'storing', running }, 'publishes', 'now'],
    [{ state: 'down' }, 'has ended; its supervisor decides', '–'],
  ])('%j is said in words', (facts, note, next) => {
    expect(noteWords(termFacts('a', facts), NOW)).toBe(note)
    expect(nextWords(termFacts('a', facts), NOW)).toBe(next)
  })

  test('a download tells how far it is, and never more than all', () => {
    const of = (received: number) =>
      termFacts('a', { state: 'downloading', running: { ...running, received, expected: 100 } })
    expect([progressOf(of(62)), shareWords(of(62))]).toEqual([0.62, '62 %'])
    expect([progressOf(of(120)), shareWords(of(120))]).toEqual([1, '100 %'])
    expect(progressOf(termFacts('a', { state: 'decoding', running }))).toBe(0.5)
    expect(shareWords(termFacts('a', { state: 'decoding', running }))).toBeUndefined()
  })
})

describe('the steps of an attempt', () => {
  test.each<[string, Partial<TermFacts>, readonly string[]]>([
    ['nobody has tried yet', {}, ['none', 'none', 'none', 'none']],
    ['one runs', { state: 'decoding' }, ['done', 'done', 'now', 'none']],
    [
      'the last one found nothing newer',
      { recent: [{ durationMs: 1, outcome: 'unchanged', phases: { probing: 1 } }] },
      ['done', 'none', 'none', 'none'],
    ],
    [
      'the last one failed while it decoded',
      {
        state: 'backoff',
        recent: [{ durationMs: 1, outcome: 'failed', phases: { probing: 1 }, failedIn: 'decoding' }],
      },
      ['done', 'done', 'failed', 'none'],
    ],
  ])('are marked where %s', (_, facts, marks) => {
    expect(marksOf(termFacts('a', facts))).toEqual(marks)
  })
})
