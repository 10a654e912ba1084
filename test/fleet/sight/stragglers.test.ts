/** Who doesn't hold what it should, since when, and what has failed: by documents, votes and reports alone. @module */

import { describe, expect, it } from 'vitest'
import type { AuditEntry } from '../../../src/fleet/audit.ts'
import { documentsOver, stagesBegan } from '../../../src/fleet/course.ts'
import { failuresOf } from '../../../src/fleet/failures.ts'
import type { LiveReport, TermReport } from '../../../src/fleet/reports.ts'
import { type CastVote, cutFor, type Rollout } from '../../../src/fleet/rollout/index.ts'
import type { TermSight } from '../../../src/fleet/sight.ts'
import { stragglersOf } from '../../../src/fleet/stragglers.ts'

const [OLD, NEW] = ['a', 'b'].map((digit, at) => ({ seq: 41 + at, sha256: digit.repeat(64) })) as [Ref, Ref]
type Ref = { readonly seq: number; readonly sha256: string }

const report = (instance: string, { seq, sha256 }: Ref, other: Partial<TermReport> = {}): LiveReport => ({
  ...{ schema: 1, instance, host: instance, pid: 1, everterm: '0', node: '20', steward: false, at: 90 },
  terms: { prices: { seq, sha8: sha256.slice(0, 8), state: 'idle', ...other } },
})
const NAMES = ['p', 'q', 'r', 's']

const rollout = (other: Partial<Rollout> = {}): Rollout => {
  const stages = [25, 50, 100]
  const { stage = 0 } = other
  const live = NAMES.map((instance) => ({ instance, host: instance }))
  return {
    ...{ schema: 1, id: '42-x', term: 'prices', from: OLD, to: NEW, stages, stage },
    ...cutFor({ id: '42-x', unit: 'instance', stages }, stage, live),
    ...{ bakeMs: 1_000, maxMs: 9_000, limits: { health: { min: 2, share: 0.05 } }, onSilence: 'pause' },
    ...{ unit: 'instance', state: 'staged', by: 'ci' },
    ...other,
  } as Rollout
}

const noted = (at: number, document: 'rollout' | 'pin', value: object): AuditEntry => ({
  ...{ schema: 1, term: 'prices', document, actor: 'ci', action: 'x', after: String(at), at },
  value: JSON.stringify(value),
})

function seen(
  entries: readonly AuditEntry[],
  reports: readonly LiveReport[],
  votes: readonly CastVote[] = [],
) {
  const over = documentsOver(entries, 'prices')
  const last = over.at(-1)
  const entry = (at = 0) => ({ key: 'k', value: '', revision: '1', at })
  const atOf = (document: string) => entries.findLast((one) => one.document === document)?.at
  const sight: TermSight = {
    ...{ term: 'prices', reports, votes },
    rollout: last?.rollout && { document: last.rollout, entry: entry(atOf('rollout')) },
    pin:
      atOf('pin') === undefined
        ? undefined
        : { document: { schema: 1, ref: last?.pin, by: 'anna' }, entry: entry(atOf('pin')) },
  }
  return { sight, over, behind: stragglersOf(sight, over) }
}
const all = (ref: Ref) => NAMES.map((name) => report(name, ref))
/** Who comes first in the ranks of this rollout. */
const inOrder = NAMES.filter(
  (name) => seen([noted(10, 'rollout', rollout())], [report(name, OLD)]).behind.length > 0,
)

describe('who is behind', () => {
  it('is nobody where all hold what is stable, and no rollout is known', () => {
    expect(seen([], all(OLD)).behind).toEqual([])
  })

  it('is whoever is in the stage and holds what was before, since its own stage began', () => {
    expect(inOrder).toHaveLength(1)
    const [first] = inOrder
    const entries = [noted(10, 'rollout', rollout()), noted(20, 'rollout', rollout({ stage: 1 }))]
    const { behind } = seen(entries, all(OLD))
    expect(behind).toHaveLength(2)
    expect(behind[0]).toEqual({
      instance: first,
      host: first,
      held: 41,
      wanted: 42,
      since: 10,
      why: undefined,
    })
    expect(behind[1]).toMatchObject({ since: 20 })
    expect(stagesBegan(rollout(), seen(entries, []).over)).toEqual([10, 20, undefined])
  })

  it('is whoever holds what was halted, and nobody who is back', () => {
    const entries = [noted(10, 'rollout', rollout()), noted(30, 'rollout', rollout({ state: 'halted' }))]
    expect(seen(entries, all(OLD)).behind).toEqual([])
    const [first = ''] = inOrder
    expect(seen(entries, [report(first, NEW, { error: 'ERR_TERM_NETWORK' })]).behind).toEqual([
      { instance: first, host: first, held: 42, wanted: 41, since: 30, why: 'ERR_TERM_NETWORK' },
    ])
  })

  it('is nobody who has refused it, or is ahead by what is stable after it was done', () => {
    const entries = [noted(10, 'rollout', rollout({ state: 'done' }))]
    const refusal: CastVote = { instance: 'p', at: 11, vote: 'fail', stage: 'gate', reason: 'schema' }
    expect(seen(entries, [report('p', OLD)], [refusal]).behind).toEqual([])
    expect(seen(entries, [report('p', { seq: 43, sha256: 'c'.repeat(64) })]).behind).toEqual([])
    expect(seen(entries, [report('p', OLD)]).behind).toHaveLength(1)
  })

  it('says who is pinned alone, or does not follow a pin of all', () => {
    const entries = [
      noted(10, 'rollout', rollout({ state: 'done' })),
      noted(40, 'pin', { schema: 1, ref: OLD, by: 'anna' }),
    ]
    expect(seen(entries, [report('p', OLD)]).behind).toEqual([])
    expect(seen(entries, [report('p', NEW, { pinned: '42-bbbbbbbb' })]).behind).toEqual([
      { instance: 'p', host: 'p', held: 42, wanted: 41, since: 40, why: 'pinned to 42-bbbbbbbb by hand' },
    ])
  })

  it('takes the last document for the beginning where the audit has none', () => {
    const { sight } = seen([noted(50, 'rollout', rollout({ state: 'done' }))], [report('p', OLD)])
    expect(stragglersOf(sight, [])).toMatchObject([{ since: 50 }])
  })
})

it('has failures by their reason, the most frequent first', () => {
  const votes: CastVote[] = NAMES.map((instance) => ({
    instance,
    at: 1,
    vote: 'fail',
    stage: 'health',
    reason: 'slow',
  }))
  const reports = [report('p', OLD, { error: 'ERR_TERM_TIMEOUT' })]
  expect(failuresOf(seen([], reports, [{ instance: 'z', at: 1, vote: 'fail' }, ...votes]).sight)).toEqual([
    { stage: 'health', reason: 'slow', count: 4, instances: ['p', 'q', 'r'] },
    { stage: 'gate', reason: 'no reason given', count: 1, instances: ['z'] },
    { stage: 'term', reason: 'ERR_TERM_TIMEOUT', count: 1, instances: ['p'] },
  ])
})
