/** What the page of a fleet says, and which rows it writes. @module */

import { describe, expect, it } from 'vitest'
import {
  fleetVerdict,
  shareWords,
  stageLook,
  versionLook,
  voteWords,
} from '../../dashboard/src/words/fleet.ts'
import { foundRows, rowsOf, saidWords } from '../../dashboard/src/words/fleet-instances.ts'
import { windowOf } from '../../dashboard/src/words/window-of.ts'
import type {
  FleetFacts,
  FleetTermFacts,
  InstanceFacts,
  RolloutFacts,
} from '../../src/serve/api/fleet-facts.ts'

const rollout = (other: Partial<RolloutFacts> = {}): RolloutFacts => ({
  ...{ id: '42-a', state: 'staged', from: 41, to: 42, sha8: 'aaaaaaaa', unit: 'instance', stage: 1 },
  stages: [{ share: 1, beganAt: 1 }, { share: 10, beganAt: 2 }, { share: 100 }],
  ...{ bakeMs: 60_000, since: 2, by: 'ci', need: 2, votes: { ok: 1, trying: 1 } },
  ...other,
})
const term = (other: Partial<FleetTermFacts> = {}): FleetTermFacts => ({
  ...{
    name: 'prices',
    instances: 20,
    held: [],
    behind: { count: 0, first: [] },
    failures: [],
    audit: [],
    known: [],
  },
  ...other,
})
const instance = (name: string, of: Partial<InstanceFacts['terms'][number]> = {}): InstanceFacts => ({
  ...{
    instance: name,
    host: name.split('/')[0] as string,
    steward: false,
    everterm: '0.1.0',
    node: '20.20.0',
    at: 1,
  },
  terms: [{ name: 'prices', seq: 41, state: 'idle', ...of }],
})
const fleet = (terms: readonly FleetTermFacts[], count = 20): FleetFacts => ({
  ...{ service: 'shop', engine: 'nats n', own: 'a/1', now: 3, hosts: 2, stewards: 3 },
  terms,
  instances: Array.from({ length: count }, (_, at) => instance(`a/${at}`)),
})

describe('the verdict on a fleet', () => {
  it.each([
    ['calm', 'All 20 instances hold what they should', [term()]],
    ['work', 'prices: 42 goes to 10 % of 20 instances', [term({ rollout: rollout() })]],
    ['work', 'prices: 42 goes to 10 % of the hosts', [term({ rollout: rollout({ unit: 'host' }) })]],
    ['retry', 'prices: 42 is paused at 10 %', [term({ rollout: rollout({ state: 'paused' }) })]],
    [
      'retry',
      'prices: 42 was halted, and all go back to 41',
      [term({ rollout: rollout({ state: 'halted' }) }), term({ rollout: rollout() })],
    ],
    ['work', '2 rollouts are on their way', [term({ rollout: rollout() }), term({ rollout: rollout() })]],
    ['retry', '1 instance does not hold what it should', [term({ behind: { count: 1, first: [] } })]],
    ['calm', 'All 20 instances hold what they should', [term({ rollout: rollout({ state: 'done' }) })]],
    ['bad', 'prices: 2 of 20 instances have no value', [term({ held: [{ count: 2 }], rollout: rollout() })]],
    ['bad', 'prices: 1 of 1 instance has no value', [term({ held: [{ count: 1 }], instances: 1 })]],
  ] as const)('is %s: %s', (tone, title, terms) => {
    expect(fleetVerdict(fleet(terms))).toEqual({ tone, title })
  })
})

it('says of each stage whether it was, is, comes, or was taken back', () => {
  const looks = (state: RolloutFacts['state']) => [0, 1, 2].map((at) => stageLook(rollout({ state }), at))
  expect(looks('staged')).toEqual(['past', 'now', 'later'])
  expect(looks('paused')).toEqual(['past', 'now', 'later'])
  expect(looks('halted')).toEqual(['back', 'back', 'later'])
  expect(looks('done')).toEqual(['past', 'past', 'past'])
})

it('tells new versions from old ones, and those that nobody should have', () => {
  const looks = (facts: FleetTermFacts) => [42, 41, 40, undefined].map((seq) => versionLook(facts, seq))
  expect(looks(term({ rollout: rollout() }))).toEqual(['new', 'old', 'other', 'nothing'])
  expect(looks(term({ rollout: rollout({ state: 'halted' }) }))).toEqual(['bad', 'old', 'other', 'nothing'])
  expect(looks(term({ rollout: rollout({ state: 'done' }) }))).toEqual(['old', 'other', 'other', 'nothing'])
  expect(looks(term({ pin: { seq: 41, by: 'anna', at: 1, refused: 0 } }))).toEqual([
    'other',
    'old',
    'other',
    'nothing',
  ])
})

it('rounds no share to none or to all', () => {
  expect(shareWords(1, 1_000)).toBe('1 of 1000, < 1 %')
  expect(shareWords(999, 1_000)).toBe('999 of 1000, > 99 %')
  expect(shareWords(0, 0)).toBe('0 of 0, 0 %')
  expect(voteWords(rollout())).toBe('1 of 2 well, 1 trying')
  expect(voteWords(rollout({ ahead: 20, votes: { ok: 2, ready: 7 } }))).toBe(
    '2 of 2 well, 9 of 20 ready for the next stage',
  )
})

describe('the list of instances', () => {
  const rows = rowsOf(
    {
      instances: [
        instance('a/1', { behind: true }),
        instance('b/2', { error: 'ERR_TERM_NETWORK' }),
        { ...instance('c/3', { seq: 42, vote: 'ok' }), zone: 'east' },
      ],
    },
    'prices',
  )
  const names = (found: typeof rows) => found.map(({ facts }) => facts.instance)

  it('is found through by its words, and by what is wrong', () => {
    expect(names(foundRows(rows, 'all', ''))).toEqual(['a/1', 'b/2', 'c/3'])
    expect(names(foundRows(rows, 'behind', ''))).toEqual(['a/1'])
    expect(names(foundRows(rows, 'failing', 'network'))).toEqual(['b/2'])
    expect(names(foundRows(rows, 'all', ' EAST '))).toEqual(['c/3'])
    expect(rows.map(({ of }) => saidWords(of))).toEqual(['behind', 'ERR_TERM_NETWORK', 'well'])
  })

  it('writes what is in view, and some beside it', () => {
    expect(windowOf(1_000, 28, 0, 480)).toEqual({ first: 0, end: 30 })
    expect(windowOf(1_000, 28, 27_520, 480)).toEqual({ first: 970, end: 1_000 })
    expect(windowOf(3, 28, 5_000, 480)).toEqual({ first: 0, end: 3 })
  })
})
