/** A fleet in words: what goes on in it, in one sentence, and what its parts say. @module */

import type { FleetFacts, FleetTermFacts, RolloutFacts } from '../../../src/serve/api/fleet-facts.ts'

export interface FleetVerdict {
  readonly tone: 'calm' | 'work' | 'retry' | 'bad'
  readonly title: string
}

export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** What matters most comes first: what has stopped, who has no value at all, what is on its way, who is behind. */
export function fleetVerdict({ terms, instances }: FleetFacts): FleetVerdict {
  const of = (state: RolloutFacts['state']) => terms.filter(({ rollout }) => rollout?.state === state)
  const stopped = [...of('paused'), ...of('halted')]
  const moving = of('staged')
  const [first] = stopped.length > 0 ? stopped : moving
  if (stopped.length > 1) return { tone: 'retry', title: `${stopped.length} rollouts have stopped` }
  const empty = terms.find(({ held }) => held.some(({ seq }) => seq === undefined))
  if (stopped.length === 0 && empty !== undefined) return { tone: 'bad', title: emptyTitle(empty) }
  if (stopped.length === 0 && moving.length > 1)
    return { tone: 'work', title: `${moving.length} rollouts are on their way` }
  if (first?.rollout !== undefined)
    return {
      tone: stopped.length > 0 ? 'retry' : 'work',
      title: rolloutTitle(first.name, first.rollout, first.instances),
    }
  const behind = terms.reduce((sum, term) => sum + term.behind.count, 0)
  if (instances.length === 0) return { tone: 'calm', title: 'No instance has reported' }
  if (behind > 0)
    return {
      tone: 'retry',
      title: `${counted(behind, 'instance')} ${behind === 1 ? 'does' : 'do'} not hold what ${behind === 1 ? 'it' : 'they'} should`,
    }
  return { tone: 'calm', title: calmTitle(instances.length) }
}

function emptyTitle({ name, held, instances }: FleetTermFacts): string {
  const count = held.find(({ seq }) => seq === undefined)?.count ?? 0
  return `${name}: ${count} of ${counted(instances, 'instance')} ${count === 1 ? 'has' : 'have'} no value`
}

const calmTitle = (all: number): string =>
  all === 1 ? 'The only instance holds what it should' : `All ${all} instances hold what they should`

function rolloutTitle(
  name: string,
  { state, to, from, unit, stage, stages }: RolloutFacts,
  instances: number,
): string {
  const share = stages[stage]?.share ?? 100
  if (state === 'paused') return `${name}: ${to} is paused at ${share} %`
  if (state === 'halted') return `${name}: ${to} was halted, and all go back to ${from}`
  const whom = unit === 'instance' ? counted(instances, 'instance') : `the ${unit}s`
  return `${name}: ${to} goes to ${share} % of ${whom}`
}

/** What a stage is in a rollout. */
export type StageLook = 'past' | 'now' | 'later' | 'back'

export function stageLook({ state, stage }: RolloutFacts, at: number): StageLook {
  if (state === 'done') return 'past'
  if (at > stage) return 'later'
  if (state === 'halted' || state === 'superseded') return 'back'
  return at === stage ? 'now' : 'past'
}

/** How a version is drawn in the bar of shares. */
export type VersionLook = 'new' | 'old' | 'bad' | 'other' | 'nothing'

export function versionLook({ rollout, pin }: FleetTermFacts, seq: number | undefined): VersionLook {
  if (seq === undefined) return 'nothing'
  const isMoving = rollout?.state === 'staged' || rollout?.state === 'paused'
  if (pin !== undefined) return seq === pin.seq ? 'old' : 'other'
  if (rollout === undefined) return 'old'
  if (seq === rollout.to) return isMoving ? 'new' : rollout.state === 'halted' ? 'bad' : 'old'
  if (seq === rollout.from) return rollout.state === 'done' ? 'other' : 'old'
  return 'other'
}

/** `41 of 120, 34 %`. */
export function shareWords(count: number, all: number): string {
  const share = all === 0 ? 0 : (100 * count) / all
  return `${count} of ${all}, ${share > 0 && share < 1 ? '< 1' : share > 99 && share < 100 ? '> 99' : Math.round(share)} %`
}

/** Who has refused what the whole fleet is pinned to. */
export const refusedWords = (count: number): string =>
  `${counted(count, 'instance')} ${count === 1 ? 'has' : 'have'} refused it in a rollout, and may do so again.`

/** Somebody has published past the rollout, which has no say any more. */
export const laterWords = (seq: number): string =>
  `${seq} is held, later than the rollout: somebody has published without the fleet.`

/** Who has said what, in the order in which it is said. */
export function voteWords({ votes, need, ahead, state }: RolloutFacts): string {
  const { trying = 0, ready = 0, ok = 0, fail = 0, pinned = 0 } = votes
  const well = state === 'staged' || state === 'paused' ? `${ok} of ${need} well` : `${ok} well`
  const waits = ahead === undefined ? `${ready} ready` : `${ok + ready} of ${ahead} ready for the next stage`
  return [
    well,
    ...(ready > 0 || ahead !== undefined ? [waits] : []),
    ...(trying > 0 ? [`${trying} trying`] : []),
    ...(fail > 0 ? [`${fail} failed`] : []),
    ...(pinned > 0 ? [`${pinned} pinned by hand`] : []),
  ].join(', ')
}
