/** What becomes of a rollout, by votes and time: the same answer for whoever asks. @module */

import { LASTS_MS } from '../control.ts'
import type { Rollout } from './document.ts'
import { cutFor, type FleetPlace, rankOf, unitOf } from './ranks.ts'
import type { CastVote } from './votes.ts'

/** What is seen of a fleet; times are the engine's. */
export interface FleetSight {
  readonly votes: readonly CastVote[]
  readonly live: readonly FleetPlace[]
  readonly now: number
  /** When the document was written. */
  readonly since: number
}

/** Silence of so many bakes is too long. */
const SILENT = 3

/** The next document, or `undefined` where nothing is to be changed. */
export function decide(rollout: Rollout, sight: FleetSight): Rollout | undefined {
  if (rollout.state !== 'staged' && rollout.state !== 'paused') return undefined
  const harm = harmOf(rollout, sight)
  if (harm !== undefined) return { ...rollout, state: 'halted', why: harm }
  if (rollout.state === 'paused') return undefined
  const age = sight.now - sight.since
  const waiting = waitingFor(rollout, sight)
  if (waiting === 0 && age >= rollout.bakeMs) return next(rollout, sight)
  if (age > rollout.maxMs) return { ...rollout, state: 'paused', why: 'the stage took longer than it may' }
  if (waiting === 0 || age <= Math.max(SILENT * rollout.bakeMs, LASTS_MS.status)) return undefined
  const why = `${waiting} of ${rollout.need} instances have said nothing`
  return { ...rollout, state: rollout.onSilence === 'halt' ? 'halted' : 'paused', why }
}

function next(rollout: Rollout, { live }: FleetSight): Rollout {
  const { why: _, ...plain } = rollout
  const stage = rollout.stage + 1
  if (stage >= rollout.stages.length) return { ...plain, state: 'done' }
  const { cut, need } = cutFor(rollout, stage, live)
  // Who is in stays in, however the fleet has changed.
  return { ...plain, stage, cut: Math.max(cut, rollout.cut), need }
}

/** Why it must not go on. */
function harmOf({ limits, ...rollout }: Rollout, { votes, live, now }: FleetSight): string | undefined {
  const failed = votes.find(({ vote, stage }) => vote === 'fail' && stage !== 'health')
  if (failed !== undefined) {
    const what = failed.stage === 'crash' ? 'died over it' : 'refused it'
    return `${failed.instance} ${what}${failed.reason === undefined ? '' : `: ${failed.reason}`}`
  }
  const alive = new Set(live.map(({ instance }) => instance))
  const dead = votes.find(
    ({ vote, instance, at }) => vote === 'trying' && !alive.has(instance) && now - at > LASTS_MS.status,
  )
  if (dead !== undefined) return `${dead.instance} was trying it, and is gone`
  const ill = votes.filter(({ stage }) => stage === 'health')
  const holders = votes.filter(({ vote }) => vote === 'ok').length + ill.length
  const { min, share } = limits.health
  if (ill.length <= Math.max(min, share * holders) && ill.length < Math.max(1, rollout.need)) return undefined
  const [{ reason } = {}] = ill
  if (ill.length === 0) return undefined
  return `${ill.length} of ${holders} instances are not well with it${reason === undefined ? '' : `: ${reason}`}`
}

/** How many instances still have to say that all is well; those who have gone since are not waited for. */
function waitingFor({ id, unit, cut, need }: Rollout, { votes, live }: FleetSight): number {
  const well = new Set(votes.filter(({ vote }) => vote === 'ok').map(({ instance }) => instance))
  const ill = votes.filter(({ stage }) => stage === 'health').length
  const silent = live.filter((one) => rankOf(unitOf(unit, one), id) <= cut && !well.has(one.instance)).length
  // Nobody's word is no word for it.
  return Math.min(Math.max(0, Math.max(1, need) - well.size - ill), Math.max(silent, well.size === 0 ? 1 : 0))
}
