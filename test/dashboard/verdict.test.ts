/** One sentence about the whole tree, and the conditions by which terms are found. @module */

import { describe, expect, test } from 'vitest'
import { countsOf, FILTERS, foundAmong, pathOf } from '../../dashboard/src/words/filters.ts'
import { verdictOf } from '../../dashboard/src/words/verdict.ts'
import { termFacts } from './facts.ts'

const RUNS = { state: 'running' }
const good = (name: string) => termFacts(name)
const retrying = (name: string) => termFacts(name, { state: 'backoff', reads: 'last-good', failures: 1 })
const stale = (name: string) => termFacts(name, { state: 'backoff', reads: 'stale', limitMs: 600_000 })

describe('a verdict', () => {
  test.each([
    [[good('a')], 'Readers have a good value of the only term', 'It is not in backoff.'],
    [[retrying('a')], 'Readers have a good value of the only term', 'It is in backoff; nobody notices.'],
    [[good('a'), good('b')], 'Readers have a good value of all 2 terms', 'None is in backoff.'],
    [
      [good('a'), retrying('b')],
      'Readers have a good value of all 2 terms',
      '1 of them is in backoff; nobody notices.',
    ],
    [
      [retrying('a'), retrying('b')],
      'Readers have a good value of all 2 terms',
      'All are in backoff; nobody notices.',
    ],
  ])('is calm where readers notice nothing', (terms, title, rest) => {
    expect(verdictOf(terms, RUNS)).toEqual({ tone: 'calm', title, affected: [], rest })
  })

  test('names those whom readers notice first, and then how the others are', () => {
    const none = termFacts('sanctions', { reads: 'none', state: 'backoff' })
    expect(verdictOf([good('a'), stale('fx'), none, retrying('b'), good('c')], RUNS)).toEqual({
      tone: 'affected',
      title: '2 of 5 terms affect readers',
      affected: [
        { name: 'fx', complaint: 'is past its limit of 10 min' },
        { name: 'sanctions', complaint: 'has never loaded and throws' },
      ],
      rest: '. The other 3 are served, 1 while in backoff.',
    })
  })

  test('names a few of many', () => {
    const verdict = verdictOf(['a', 'b', 'c', 'd', 'e'].map(stale), RUNS)
    expect(verdict.affected.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(verdict.rest).toBe('; and 2 more.')
    expect(verdictOf([stale('a'), good('b')], RUNS)).toMatchObject({
      title: '1 of 2 terms affects readers',
      rest: '. The other one is served.',
    })
    expect(verdictOf([stale('a')], RUNS)).toMatchObject({ title: 'The only term affects readers', rest: '.' })
  })

  test('says what is wrong with the tree itself', () => {
    const cools = 'The tree had too many restarts: it cools down, and starts again by itself.'
    expect(verdictOf([good('a')], { state: 'cooling' }).rest).toBe(`It is not in backoff. ${cools}`)
    expect(verdictOf([], { state: 'cooling' })).toMatchObject({ tone: 'empty', rest: cools })
    expect(verdictOf([], RUNS).rest).toBe('The tree runs and has no children.')
  })
})

describe('a condition', () => {
  const terms = [
    good('prices'),
    termFacts('geoip', { state: 'downloading' }),
    stale('fx'),
    termFacts('spam', { ...retrying('spam'), group: 'lists', quarantined: 3 }),
    termFacts('malware', { group: 'lists', source: { name: 'mirror', fallback: true } }),
    termFacts('tax', { reads: 'pinned', pinned: '7' }),
    termFacts('gone', { state: 'down' }),
  ]

  test('counts those terms that are so', () => {
    expect(countsOf(terms)).toEqual({
      all: 7,
      affected: 1,
      backoff: 2,
      work: 1,
      fallback: 1,
      pinned: 1,
      quarantined: 1,
      down: 1,
    })
    expect(Object.keys(countsOf([]))).toEqual(FILTERS.map(({ id }) => id))
  })

  test('and a text find terms in the order of the tree, by group and name', () => {
    expect(foundAmong(terms, 'backoff', '')).toEqual(['fx', 'spam'])
    expect(foundAmong(terms, 'all', ' Lists/ ')).toEqual(['spam', 'malware'])
    expect(foundAmong(terms, 'fallback', 'spam')).toEqual([])
    expect(terms.map(pathOf)).toContain('lists/spam')
  })
})
