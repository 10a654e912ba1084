/** What may happen next in a simulated fleet: each turn is drawn, and looked at by the invariants. @module */

import { hasEnded, isSameRef, type Rollout, type SeenRollout } from '../../../../src/fleet/rollout/index.ts'
import { checkActivation, checkDecision, checkEngine, checkHarm, checkTrial } from './invariants.ts'
import {
  begin,
  deed,
  join,
  liveOf,
  type Quality,
  rankIn,
  reaches,
  report,
  type SimInstance,
  swap,
  vote,
  type World,
} from './world.ts'

/** What happens, to whom, and how. */
export type Turn = readonly [what: number, who: number, how: number]

const QUALITIES: readonly Quality[] = ['good', 'good', 'refused', 'deadly', 'ill']

/** Reads the document, or what it was before: an engine may answer late. */
function look(world: World, one: SimInstance, how: number): void {
  if (!reaches(world, one)) return
  const late = how % 4 === 0 ? world.history.at(-1 - (how % 3)) : undefined
  const read = late ?? world.document
  if (read === undefined) return
  const proven = Math.max(world.stable.seq, one.held.seq)
  one.seen = world.rules.laterOf(one.seen, read, { proven, ended: one.ended })
  const { id, state } = read.rollout
  if (hasEnded(read.rollout) && !one.ended.has(id)) one.ended.set(id, state)
  if (state === 'halted') one.halts.add(id)
}

/** Does as it understands the document: goes back, or begins to try. */
function act(world: World, one: SimInstance): void {
  if (!one.isUp || one.trying !== undefined) return
  const rollout = one.seen?.rollout
  const stage = rollout && one.refused.get(rollout.id)
  const rank = rollout === undefined ? 0 : rankIn(rollout, one)
  const wanted = world.rules.target(rollout, undefined, rank, one.held, stage && { stage }) ?? world.stable
  const isCalled = rollout && world.rules.isCalled(rollout, undefined, rank, stage && { stage })
  if (one.isPinned) {
    if (rollout !== undefined && (isCalled || isSameRef(wanted, rollout.to))) standAside(world, one, rollout)
    return
  }
  if (isSameRef(wanted, one.held)) {
    if (rollout !== undefined && isCalled) getReady(world, one, rollout)
    return
  }
  if (rollout === undefined || !isSameRef(wanted, rollout.to) || rollout.state === 'done') {
    checkActivation(world, one, wanted, rollout)
    one.held = wanted
    return
  }
  // What waits behind what it has takes no engine.
  if (one.ready === rollout.id) {
    conclude(world, one, rollout, world.qualities.get(rollout.id))
    return
  }
  // Who can't say that it tries does not try.
  if (!reaches(world, one)) return
  checkActivation(world, one, wanted, rollout)
  one.trying = rollout
  vote(world, one, { rollout: rollout.id, vote: 'trying' })
}

/** It would try it, had nobody pinned another version on it. */
function standAside(world: World, one: SimInstance, { id, to, state }: Rollout): void {
  if (state === 'done' || isSameRef(one.held, to)) return
  one.ready = undefined
  if (one.lastVote?.rollout !== id || one.lastVote.vote !== 'pinned')
    vote(world, one, { rollout: id, vote: 'pinned' })
}

/** Begins to try it, for the next stage. */
function getReady(world: World, one: SimInstance, rollout: Rollout): void {
  if (one.ready === rollout.id || !reaches(world, one)) return
  checkTrial(world, one, rollout)
  one.trying = rollout
  vote(world, one, { rollout: rollout.id, vote: 'trying' })
}

/** The gate, the swap and health have their say. */
function finish(world: World, one: SimInstance): void {
  const { trying } = one
  if (!one.isUp || trying === undefined) return
  const quality = world.qualities.get(trying.id)
  if (quality === 'deadly') {
    kill(one)
    return
  }
  one.trying = undefined
  conclude(world, one, trying, quality)
}

function conclude(world: World, one: SimInstance, trying: Rollout, quality: Quality | undefined): void {
  const rollout = trying.id
  const refuse = (stage: 'gate' | 'health') => {
    one.refused.set(rollout, stage)
    vote(world, one, { rollout, vote: 'fail', stage })
  }
  if (quality === 'refused') {
    refuse('gate')
    return
  }
  if (one.isPinned) {
    standAside(world, one, trying)
    return
  }
  const now = one.seen?.rollout
  const stillWanted =
    now?.id === rollout &&
    isSameRef(world.rules.target(now, undefined, rankIn(now, one), one.held), trying.to)
  if (!stillWanted) {
    const isCalled = now?.id === rollout && world.rules.isCalled(now, undefined, rankIn(now, one))
    if (isCalled) one.ready = rollout
    vote(world, one, { rollout, vote: isCalled ? 'ready' : 'left' })
    return
  }
  checkActivation(world, one, trying.to, now)
  one.held = trying.to
  if (quality === 'ill' && one.instance.length % 2 === 0) refuse('health')
  else vote(world, one, { rollout, vote: 'ok' })
}

function kill(one: SimInstance): void {
  one.isUp = false
  one.seen = undefined
  one.ready = undefined
  one.halts.clear()
  one.ended.clear()
}

function start(world: World, one: SimInstance): void {
  if (one.isUp) return
  one.isUp = true
  const { trying } = one
  one.trying = undefined
  if (trying !== undefined) {
    one.refused.set(trying.id, 'crash')
    one.lastVote = { rollout: trying.id, vote: 'fail', stage: 'crash' }
  }
  report(world, one)
}

const sights = new WeakMap<SimInstance, SeenRollout>()

/** A steward reads, and writes what follows; between the two somebody else may have. */
function tend(world: World, one: SimInstance, how: number): void {
  if (!reaches(world, one)) return
  report(world, one)
  const read = how % 5 === 0 ? (sights.get(one) ?? world.document) : world.document
  if (read === undefined) return
  sights.set(one, read)
  const { id } = read.rollout
  const votes = [...world.votes].filter(([key]) => key.startsWith(`${id} `)).map(([, cast]) => cast)
  const sight = {
    votes,
    live: liveOf(world),
    now: world.rules.clock(world.now, one.skewMs),
    since: read.at,
    listening: world.backSince,
  }
  const next = world.rules.decide(read.rollout, sight)
  checkHarm(world, read.rollout, next, sight)
  if (next === undefined) return
  const before = world.document
  if (swap(world, read, next)) checkDecision(world, read.rollout, next, sight)
  else if (world.document !== before) world.broken ??= 'a lost swap changed something'
}

function restore(world: World, how: number): void {
  const backup = world.backups[how % Math.max(1, world.backups.length)]
  if (backup === undefined) return
  world.document = backup.document
  world.votes = new Map(backup.votes)
  world.status.clear()
  world.backSince = world.now
}

export function play(world: World, [what, who, how]: Turn): void {
  const one = world.instances[who % world.instances.length] as SimInstance
  switch (what) {
    case 0:
    case 1:
      look(world, one, how)
      break
    case 2:
    case 3:
      act(world, one)
      break
    case 4:
    case 5:
      finish(world, one)
      break
    case 6:
    case 7:
      tend(world, one, how)
      break
    case 8:
      world.now += (how % 8) * 6_000
      break
    case 9:
      for (const other of world.instances) report(world, other)
      break
    case 10:
      kill(one)
      break
    case 11:
      start(world, one)
      break
    case 12:
      one.isCutOff = !one.isCutOff
      break
    case 13:
      world.isEngineDown = !world.isEngineDown
      world.backSince = world.now
      break
    case 14:
      begin(world, QUALITIES[how % QUALITIES.length] ?? 'good')
      break
    case 15:
      deed(world, how)
      break
    case 16:
      if (world.instances.length < 16) join(world)
      break
    case 17:
      if (how % 2 === 0) restore(world, how)
      else if (world.document !== undefined)
        world.backups.push({ document: world.document, votes: new Map(world.votes) })
      break
    case 18:
      one.isPinned = !one.isPinned && how % 4 === 0
      // A pin is rare, beside all that goes its way.
      if (!one.isPinned) round(world)
      break
    default:
      round(world)
  }
  checkEngine(world)
}

/** All goes its way for a while. */
function round(world: World): void {
  world.now += 5_000
  for (const one of world.instances) {
    report(world, one)
    look(world, one, 1)
    act(world, one)
    finish(world, one)
  }
  const [steward] = world.instances.filter((one) => reaches(world, one))
  if (steward !== undefined) tend(world, steward, 1)
}
