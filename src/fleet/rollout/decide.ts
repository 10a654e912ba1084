/** What becomes of a rollout, by votes and time: the same answer for whoever asks. @module */

import type { RolloutEvents } from '../../../machines/index.ts'
import { LASTS_MS } from '../control.ts'
import type { Rollout } from './document.ts'
import { cutFor, type PresentInstance, rankOf, unitOf } from './ranks.ts'
import { step } from './step.ts'
import type { CastVote } from './votes.ts'

/** What is seen of a fleet. All times are the engine's: those of instances may be wrong. */
export interface FleetSight {
  readonly votes: readonly CastVote[]
  /** Who reports the term. */
  readonly live: readonly PresentInstance[]
  /** All who report, be it that of many terms theirs can't be told: nobody of them is dead. Absent: those of `live`. */
  readonly present?: readonly PresentInstance[] | undefined
  readonly now: number
  /** When the document was written. */
  readonly since: number
  /** Since when who asks has heard of the fleet without a gap: nobody was silent while nobody listened. */
  readonly listening?: number | undefined
  /** All of the fleet are pinned to something: nobody tries anything, and so nobody has to speak. */
  readonly isPinned?: boolean | undefined
}

/** Silence of so many bakes is too long. */
const SILENT_BAKES = 3
/** But whom no hint reaches looks by itself, and then has as long again for what it is to say. */
const SILENT_POLLS = 2

/** The next document, or `undefined` where nothing is to be changed. */
export function decide(rollout: Rollout, sight: FleetSight): Rollout | undefined {
  const event = eventOf(rollout, sight)
  return event && step(rollout, event)
}

/** What votes and times say, without the reports of those who live. */
type VoteSight = Omit<FleetSight, 'live' | 'present'>

/**
 * Whether who lives can change what is decided. While votes are missing it can't, nor before the bake is over: so that whoever
 * counts the votes of a thousand doesn't read a thousand reports each time.
 */
export function needsReports(rollout: Rollout, sight: VoteSight): boolean {
  const { votes, now, since } = sight
  if (votes.some((vote) => isOverdue(rollout, vote, sight))) return true
  if (rollout.state !== 'staged' || sight.isPinned === true) return false
  // Who is called is in the document.
  if (rollout.ahead !== undefined) return heardFor(sight) > leastPatienceOf(rollout)
  const isBaked = now - since >= rollout.bakeMs && silentIn(rollout, { ...sight, live: [] }) === 0
  return isBaked || heardFor(sight) > leastPatienceOf(rollout)
}

/** Within this time of the engine's return all are connected again, and have reported. */
const RETURN_MS = 3_000

/** What a sight of the fleet means. */
function eventOf(rollout: Rollout, sight: FleetSight): RolloutEvents | undefined {
  const { bakeMs, maxMs, need, state, ahead } = rollout
  const harm = harmOf(rollout, sight)
  if (harm !== undefined) return harm
  if (state !== 'staged' || sight.isPinned === true) return undefined
  const waiting = waitingFor(rollout, sight)
  // Right after an outage not all have reported again: a share of those who have would let too many in.
  const hasHeardAll = sight.listening === undefined || sight.now - sight.listening >= RETURN_MS
  if (waiting === 0 && ahead !== undefined) return { type: 'ready' }
  if (waiting === 0 && hasHeardAll && sight.now - sight.since >= bakeMs)
    return { type: 'baked', ...cutFor(rollout, rollout.stage + 1, sight.live) }
  const pinned = sight.votes.filter(isHeldByHand).length
  // Who has let go of a pin has heard by then that it goes on.
  const isOver = hasHeardAll && sight.now - sight.since >= Math.max(bakeMs, RETURN_MS)
  if (ahead === undefined && pinned > 0 && isOver && silentIn(rollout, sight) === 0)
    return { type: 'untried', why: untriedBecause(pinned) }
  const heard = heardFor(sight)
  if (heard > maxMs) return { type: 'overdue', why: 'the stage took longer than it may' }
  if (waiting === 0 || heard <= patienceOf(rollout, sight)) return undefined
  const all = Math.max(waiting, ahead?.need ?? need)
  const why = isEmpty(sight)
    ? 'no instance of the fleet reports this term'
    : `${waiting} of ${all} instances have said nothing`
  return { type: 'silent', why }
}

/** Is nobody there, and has anybody ever been? */
const isEmpty = ({ live, votes }: FleetSight): boolean => live.length === 0 && votes.length === 0

const untriedBecause = (pinned: number): string =>
  `nobody has tried it: ${pinned === 1 ? '1 instance is' : `${pinned} instances are`} pinned to another version by hand`

/** For how long the fleet could be heard of in this stage. */
const heardFor = ({ now, since, listening }: VoteSight): number => now - Math.max(since, listening ?? since)

const leastPatienceOf = ({ bakeMs }: Rollout): number => Math.max(SILENT_BAKES * bakeMs, LASTS_MS.status)

function patienceOf(rollout: Rollout, { live }: FleetSight): number {
  const slowest = Math.max(0, ...live.map(({ poll = 0 }) => poll))
  return Math.max(leastPatienceOf(rollout), SILENT_POLLS * slowest * 1_000)
}

/** Whoever began to try so long ago, or was let in with what waited, has spoken or reported since, or is dead. */
function isOverdue(
  rollout: Rollout,
  { vote, at, instance }: CastVote,
  { now, since, listening = 0 }: VoteSight,
): boolean {
  const isOver = (from: number) => now - Math.max(from, listening) > LASTS_MS.status
  if (vote === 'trying') return isOver(at)
  if (vote !== 'ready' || rollout.state !== 'staged' || !isOver(Math.max(at, since))) return false
  // Of hosts and zones a vote says nothing: all who are ready were called, and then let in.
  if (rollout.unit !== 'instance') return rollout.ahead === undefined
  return rankOf(instance, rollout.id) <= rollout.cut
}

type Harm = Extract<RolloutEvents, { readonly type: 'harmed' }>

const harmed = (cause: Harm['cause'], why: string): Harm => ({ type: 'harmed', cause, why })

/** Why it must not go on. */
function harmOf(rollout: Rollout, sight: FleetSight): Harm | undefined {
  const { limits, need } = rollout
  const { votes, live, present = live } = sight
  const failed = votes.find(({ vote, stage }) => vote === 'fail' && stage !== 'health')
  if (failed !== undefined) {
    const [cause, what] =
      failed.stage === 'crash' ? (['crash', 'died over it'] as const) : (['gate', 'refused it'] as const)
    return harmed(cause, `${failed.instance} ${what}${becauseOf(failed)}`)
  }
  const alive = new Set(present.map(({ instance }) => instance))
  const dead = votes.find((vote) => isOverdue(rollout, vote, sight) && !alive.has(vote.instance))
  if (dead !== undefined) return harmed('crash', `${dead.instance} was trying it, and is gone`)
  const ill = votes.filter(isIll)
  const holders = ill.length + votes.filter(({ vote }) => vote === 'ok').length
  const { min, share } = limits.health
  // A stage where nobody is well halts, too, be it as small as it may, and whoever of it doesn't try.
  const pinned = holders > ill.length ? 0 : votes.filter(isHeldByHand).length
  const isTooMany = ill.length > Math.max(min, share * holders) || ill.length >= Math.max(1, need - pinned)
  if (!isTooMany) return undefined
  return harmed('health', `${ill.length} of ${holders} instances are not well with it${becauseOf(ill[0])}`)
}

const becauseOf = (vote: CastVote | undefined): string =>
  vote?.reason === undefined ? '' : `: ${vote.reason}`

const isHeldByHand = ({ vote }: CastVote): boolean => vote === 'pinned'
const isIll = ({ vote, stage }: CastVote): boolean => vote === 'fail' && stage === 'health'

/** For how many a stage is waiting: silence of all of them, and their pins, are not that somebody is well. */
function waitingFor(rollout: Rollout, sight: FleetSight): number {
  const isAnyWell = sight.votes.some(({ vote }) => vote === 'ok')
  return Math.max(silentIn(rollout, sight), isAnyWell || rollout.ahead !== undefined ? 0 : 1)
}

/**
 * How many instances still have to say something: as many as the stage needs, and each that lives within it. Who has said
 * goodbye is waited for no more; who just fell silent is.
 */
function silentIn({ id, unit, cut, need, ahead }: Rollout, { votes, live }: FleetSight): number {
  const said = (one: CastVote) =>
    one.vote === 'ok' || isHeldByHand(one) || isIll(one) || (ahead && one.vote === 'ready')
  const spoken = new Set(votes.filter(said).map(({ instance }) => instance))
  const left = votes.filter(({ vote }) => vote === 'left').length
  // Who comes meanwhile isn't waited for: it tries when the stage begins, and that waits for it.
  if (ahead !== undefined) return Math.max(ahead.need - spoken.size - left, spoken.size === 0 ? 1 : 0)
  const silent = live.filter((one) => !spoken.has(one.instance) && rankOf(unitOf(unit, one), id) <= cut)
  return Math.max(need - spoken.size - left, silent.length)
}
