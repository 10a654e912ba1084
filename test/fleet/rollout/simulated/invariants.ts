/** What must hold after each turn, whatever happened. @module */

import { type FleetSight, isSameRef, type Rollout } from '../../../../src/fleet/rollout/index.ts'
import type { Ref } from '../../../../src/manifest/index.ts'
import { rankIn, type SimInstance, STAGES, type World } from './world.ts'

/** Called as an instance begins to try a publication, or to hold it. */
export function checkActivation(
  world: World,
  one: SimInstance,
  wanted: Ref,
  rollout: Rollout | undefined,
): void {
  if (rollout === undefined) {
    if (!isSameRef(wanted, world.stable))
      world.broken ??= 'without an engine something is held that is not stable'
    return
  }
  if (!isSameRef(wanted, rollout.to)) return
  if (one.halts.has(rollout.id)) world.broken ??= 'somebody goes on who has seen the halt'
  const refused = one.refused.get(rollout.id)
  if (refused !== undefined && !(rollout.state === 'done' && refused === 'health'))
    world.broken ??= 'what was refused is tried again'
  if (rollout.state === 'paused' && !isSameRef(one.held, wanted) && one.trying === undefined)
    world.broken ??= 'somebody begins while it is paused'
  if (rollout.state === 'done') return
  const widest = widestOf(world, rollout, ({ cut }) => cut)
  if (rankIn(rollout, one) > widest) world.broken ??= 'more hold it than the stage allows'
}

const widestOf = (world: World, { id }: Rollout, cutOf: (rollout: Rollout) => number): number =>
  Math.max(...world.history.flatMap(({ rollout }) => (rollout.id === id ? cutOf(rollout) : [])))

/** Called as an instance begins to try a publication ahead of its stage. */
export function checkTrial(world: World, one: SimInstance, rollout: Rollout): void {
  if (one.halts.has(rollout.id)) world.broken ??= 'somebody goes on who has seen the halt'
  if (one.refused.has(rollout.id)) world.broken ??= 'what was refused is tried again'
  if (rollout.state !== 'staged') world.broken ??= 'somebody gets ready for a stage that will not begin'
  const widest = widestOf(world, rollout, ({ cut, ahead }) => Math.max(cut, ahead?.cut ?? 0))
  if (rankIn(rollout, one) > widest) world.broken ??= 'more try it than the next stage allows'
}

/** Called for each document that was written by votes; it knows nothing of how that was decided. */
export function checkDecision(world: World, was: Rollout, is: Rollout, sight: FleetSight): void {
  const isFurther = is.stage > was.stage || (is.state === 'done' && was.state !== 'done')
  if (was.state === 'halted' || was.state === 'done' || was.state === 'superseded')
    world.broken ??= 'what has ended goes on'
  if (is.stage < was.stage || is.cut < was.cut) world.broken ??= 'a stage shrinks'
  if (is.stage > was.stage) checkStage(world, was, is, sight)
  else if (isFurther || (is.ahead !== undefined && was.ahead === undefined)) checkBaked(world, was, is, sight)
}

/** All of the stage had it ready, and nobody else may have it. */
function checkStage(world: World, was: Rollout, is: Rollout, { votes }: FleetSight): void {
  const { cut, need } = was.ahead ?? { cut: -1, need: Number.POSITIVE_INFINITY }
  const isReady = ({ vote, stage }: FleetSight['votes'][number]) =>
    vote === 'ready' || vote === 'pinned' || vote === 'ok' || vote === 'left' || stage === 'health'
  if (is.cut !== cut || votes.filter(isReady).length < need)
    world.broken ??= 'a stage begins before all of it are ready'
  if (votes.some(({ stage }) => stage === 'gate' || stage === 'crash'))
    world.broken ??= 'it goes on after a failure'
}

/** Called where the next stage is called, or all may have it. */
function checkBaked(world: World, was: Rollout, is: Rollout, sight: FleetSight): void {
  const { votes, live } = sight
  const isOk = (one: SimInstance) =>
    votes.some(
      ({ instance, vote, stage }) =>
        instance === one.instance && (vote === 'ok' || vote === 'pinned' || stage === 'health'),
    )
  const within = world.instances.filter(
    (one) => live.some(({ instance }) => instance === one.instance) && rankIn(was, one) <= was.cut,
  )
  if (votes.some(({ stage }) => stage === 'gate' || stage === 'crash'))
    world.broken ??= 'it goes on after a failure'
  if (!within.every(isOk) || !votes.some(({ vote }) => vote === 'ok'))
    world.broken ??= 'silence lets it go on'
  if (world.now - sight.since < was.bakeMs) world.broken ??= 'a stage is over before it has baked'
  const units = (all: readonly SimInstance[]) => new Set(all.map((one) => rankIn(is, one)))
  const there = world.instances.filter((one) => live.some(({ instance }) => instance === one.instance))
  const free = there.filter(({ isPinned }) => !isPinned)
  const all = units(free.length === 0 ? there : free)
  const next = is.ahead === undefined ? is.stage : is.stage + 1
  const most = Math.ceil(((STAGES[next] ?? 100) * all.size) / 100)
  const inside = (cut: number) => [...all].filter((rank) => rank <= cut).length
  if (inside(is.ahead?.cut ?? is.cut) > Math.max(most, inside(was.cut)))
    world.broken ??= 'a stage lets too many in'
}

/** Called for each decision, also for none. */
export function checkHarm(world: World, was: Rollout, is: Rollout | undefined, { votes }: FleetSight): void {
  const isUnderWay = was.state === 'staged' || was.state === 'paused'
  const isHarmed = votes.some(({ stage }) => stage === 'gate' || stage === 'crash')
  if (isUnderWay && isHarmed && is?.state !== 'halted') world.broken ??= 'a failure does not halt it'
}

/** Called after each turn. */
export function checkEngine(world: World): void {
  const stages = new Map<string, number>()
  const last = world.history.at(-1)
  for (const { rollout } of world.history.slice(-2)) {
    if (rollout.id !== last?.rollout.id) continue
    const before = stages.get(rollout.id) ?? 0
    if (rollout.stage < before && world.backups.length === 0) world.broken ??= 'a stage shrinks'
    stages.set(rollout.id, Math.max(before, rollout.stage))
  }
}
