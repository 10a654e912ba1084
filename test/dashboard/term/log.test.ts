/** The log of a term: what is in it, and what of it is found. @module */

import { describe, expect, test } from 'vitest'
import { concerning, found, lookOf, merged } from '../../../dashboard/src/term/log.ts'
import type { HeardEvent } from '../../../src/serve/api/messages.ts'

const event = (id: number, facts: Partial<HeardEvent> = {}): HeardEvent => ({
  id,
  at: id,
  type: 'refresh.updated',
  level: 'info',
  term: 'prices',
  words: 'from v1 to v2',
  fields: {},
  ...facts,
})
const ids = (events: readonly HeardEvent[]) => events.map(({ id }) => id)

test('the log of a term has what it says, and what its supervisor does to it', () => {
  const events = [
    event(1),
    event(2, { term: 'rates' }),
    event(3, { term: undefined, supervisor: 'root' }),
    event(4, { term: undefined, supervisor: 'root/lists' }),
    event(5, { term: undefined, supervisor: 'root', fields: { children: ['rates'] } }),
    event(6, { term: undefined, supervisor: 'root', fields: { children: ['rates', 'prices'] } }),
  ]
  expect(ids(concerning(events, 'prices', ['root']))).toEqual([1, 3, 6])
})

test('what the page had and what the stream has said since are one list, the newest first', () => {
  expect(ids(merged([event(4), event(3)], [event(3), event(2)]))).toEqual([4, 3, 2])
})

describe('events are found', () => {
  const events = [
    event(1, { level: 'debug', type: 'refresh.started' }),
    event(2),
    event(3, { level: 'warn', words: 'HTTP 503' }),
    event(4, { level: 'error' }),
  ]

  test.each([
    ['debug', [1, 2, 3, 4]],
    ['info', [2, 3, 4]],
    ['warn', [3, 4]],
    ['error', [4]],
  ] as const)('from the level %s on', (least, expected) => {
    expect(ids(found(events, { least, text: '' }))).toEqual(expected)
  })

  test('by their type and by their words, large or small', () => {
    expect(ids(found(events, { least: 'debug', text: ' http ' }))).toEqual([3])
    expect(ids(found(events, { least: 'debug', text: 'STARTED' }))).toEqual([1])
  })
})

test.each([
  ['debug', 'refresh.started', 'quiet'],
  ['info', 'refresh.updated', 'good'],
  ['warn', 'refresh.failed', 'alarming'],
  ['error', 'refresh.failed', 'affecting'],
  ['error', 'term.stale', 'affecting'],
  ['error', 'term.rejected', 'alarming'],
  ['error', 'term.crashed', 'alarming'],
] as const)('an event of the level %s, %s, looks %s', (level, type, look) => {
  expect(lookOf({ level, type })).toBe(look)
})
