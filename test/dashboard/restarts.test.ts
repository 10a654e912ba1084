/** The history of restarts, and how a supervisor's budget was used the last time. @module */

import { describe, expect, test } from 'vitest'
import { intensityOf } from '../../dashboard/src/words/intensity.ts'
import { restartEntriesOf, restartsTitle } from '../../dashboard/src/words/restart-entries.ts'
import { heardEvent, NOW } from './facts.ts'

const error = {
  code: 'ERR_TERM_CONTRACT',
  type: 'TypeError',
  message: 'no score',
  stack: 'TypeError: no score',
}
const budget = { limit: 3, withinMs: 10_000 }

const restarted = (
  id: number,
  at: number,
  child = 'spam',
  children: readonly string[] = [child],
  restarts = 1,
) =>
  heardEvent(id, 'supervisor.restarted', {
    at,
    level: 'warn',
    supervisor: 'root/lists',
    fields: { child, children, error, restarts, ...budget },
  })

const gaveUp = (id: number, at: number, coolDownMs: number | null = null) =>
  heardEvent(id, 'supervisor.gave-up', {
    at,
    level: 'error',
    supervisor: 'root/lists',
    fields: { child: 'spam', error, ...budget, coolDownMs },
  })

const crashed = (id: number, term = 'spam') => heardEvent(id, 'term.crashed', { term, fields: { error } })

describe('the history', () => {
  test('tells of a crash by the restart that answers it, the newest first', () => {
    const entries = restartEntriesOf([crashed(1), restarted(2, NOW), crashed(3, 'malware')])
    expect(entries.map(({ id, words }) => [id, words])).toEqual([
      [3, 'malware crashed'],
      [2, 'spam ended; it starts again'],
    ])
    expect(entries[1]).toMatchObject({
      kind: 'supervisor.restarted',
      supervisor: 'root/lists',
      budget: '1 of 3 within 10 s',
      cause: { type: 'TypeError', message: 'no score', stack: 'TypeError: no score' },
    })
  })

  test.each([
    [restarted(1, NOW, 'spam', ['spam', 'malware']), 'spam ended; it starts again with malware'],
    [
      restarted(1, NOW, 'a', ['a', 'b', 'c', 'd', 'e', 'f']),
      'a ended; it starts again with b, c, d and 2 more',
    ],
    [restarted(1, NOW, 'a', ['b', 'c']), 'a ended; b, c start again'],
    [gaveUp(1, NOW), 'lists gave up: more than 3 restarts within 10 s'],
    [gaveUp(1, NOW, 30_000), 'lists gave up: more than 3 restarts within 10 s; it starts again in 30 s'],
    [heardEvent(1, 'supervisor.resumed', { supervisor: 'root' }), 'root starts its tree again'],
    [
      heardEvent(1, 'supervisor.killed', { supervisor: 'root', fields: { child: 'geo' } }),
      'geo did not stop in time, and was ended by force',
    ],
  ])('says in a sentence what happened', (event, words) => {
    expect(restartEntriesOf([event]).map((entry) => entry.words)).toEqual([words])
  })

  test('passes over what is no affair of it, and fields that are missing', () => {
    const bare = heardEvent(2, 'supervisor.restarted', { supervisor: 'root' })
    const entries = restartEntriesOf([heardEvent(1, 'refresh.failed'), bare])
    expect(entries).toMatchObject([
      { words: 'a child ended; it starts again', budget: undefined, cause: undefined },
    ])
  })

  test('begins with how many restarts there were, and when the last was', () => {
    const noon = new Date(2026, 0, 15, 12).getTime()
    expect(restartsTitle([], noon)).toBe('No restarts')
    expect(restartsTitle(restartEntriesOf([restarted(1, noon)]), noon)).toBe(
      '1 restart, the last at 12:00:00',
    )
    const two = restartEntriesOf([restarted(1, noon - 5000), restarted(2, noon), gaveUp(3, noon)])
    expect(restartsTitle(two, noon)).toBe('2 restarts, the last at 12:00:00')
  })
})

describe('the intensity', () => {
  test('rises with each restart, and falls when that has passed out of the period', () => {
    const intensity = intensityOf('root/lists', budget, [restarted(1, NOW), restarted(2, NOW + 4000)])
    expect(intensity).toEqual({
      from: NOW - 2500,
      to: NOW + 16_500,
      restarts: [
        { at: NOW, child: 'spam' },
        { at: NOW + 4000, child: 'spam' },
      ],
      steps: [
        { at: NOW, count: 1 },
        { at: NOW + 4000, count: 2 },
        { at: NOW + 10_000, count: 1 },
        { at: NOW + 14_000, count: 0 },
      ],
      most: 2,
      gaveUpAt: undefined,
    })
  })

  test('shows the last episode alone', () => {
    const events = [restarted(1, NOW), restarted(2, NOW + 60_000), restarted(3, NOW + 65_000)]
    expect(intensityOf('root/lists', budget, events)?.restarts).toHaveLength(2)
    expect(intensityOf('root/other', budget, events)).toBeUndefined()
  })

  test('ends where the supervisor gave up', () => {
    const events = [1, 2, 3].map((id) => restarted(id, NOW + id * 1000))
    const intensity = intensityOf('root/lists', budget, [...events, gaveUp(4, NOW + 4000)])
    expect(intensity).toMatchObject({ most: 3, gaveUpAt: NOW + 4000, to: NOW + 6500 })
    expect(intensity?.steps.at(-1)).toEqual({ at: NOW + 4000, count: 0 })
  })
})
