/** A fleet in memory: an engine that loses, delays and forgets, and instances that join, fall ill, crash and come back. @module */

import {
  byHand,
  type CastVote,
  cutFor,
  type FleetPlace,
  type Rollout,
  type RolloutState,
  rankOf,
  type SeenRollout,
} from '../../../../src/fleet/rollout/index.ts'
import type { Ref } from '../../../../src/manifest/index.ts'
import type { Rules } from './rules.ts'

export type Quality = 'good' | 'refused' | 'deadly' | 'ill'

/** A process on its machine; what is on disk outlives the process. */
export interface SimInstance extends FleetPlace {
  isUp: boolean
  isCutOff: boolean
  /** Has somebody pinned what it holds, by hand? */
  isPinned: boolean
  held: Ref
  seen: SeenRollout | undefined
  /** Rollouts that this process saw halt. */
  readonly halts: Set<string>
  /** And how those ended that it saw end in any way: the first word counts. */
  readonly ended: Map<string, RolloutState>
  /** What it is trying; on disk, as the next are. */
  trying: Rollout | undefined
  /** The rollout whose publication it holds behind what it has; in memory alone. */
  ready: string | undefined
  readonly refused: Map<string, 'gate' | 'crash' | 'health'>
  /** What an engine may have lost. */
  lastVote: (Pick<CastVote, 'vote' | 'stage'> & { readonly rollout: string }) | undefined
  /** Its own clock, which nothing may go by. */
  readonly skewMs: number
}

export interface World {
  now: number
  isEngineDown: boolean
  backSince: number
  stable: Ref
  readonly history: SeenRollout[]
  readonly backups: { document: SeenRollout; votes: Map<string, CastVote> }[]
  document: SeenRollout | undefined
  votes: Map<string, CastVote>
  readonly status: Map<string, number>
  readonly instances: SimInstance[]
  readonly qualities: Map<string, Quality>
  seq: number
  readonly rules: Rules
  /** The rule that was broken first. */
  broken: string | undefined
}

export const HEARTBEAT_MS = 35_000
export const STAGES = [10, 50, 100]

const digestOf = (seq: number): string => seq.toString(16).padStart(64, '0')
export const refOf = (seq: number): Ref => ({ seq, sha256: digestOf(seq) })

export function worldOf(rules: Rules, count: number): World {
  const world: World = {
    now: 1_000_000,
    isEngineDown: false,
    backSince: 0,
    stable: refOf(1),
    history: [],
    backups: [],
    document: undefined,
    votes: new Map(),
    status: new Map(),
    instances: [],
    qualities: new Map(),
    seq: 1,
    rules,
    broken: undefined,
  }
  for (let at = 0; at < count; at++) join(world)
  return world
}

export function join(world: World): void {
  const at = world.instances.length
  world.instances.push({
    instance: `i${at}`,
    host: `h${at >> 1}`,
    isUp: true,
    isCutOff: false,
    isPinned: false,
    held: world.stable,
    seen: undefined,
    halts: new Set(),
    ended: new Map(),
    trying: undefined,
    ready: undefined,
    refused: new Map(),
    lastVote: undefined,
    skewMs: at % 10 === 3 ? 3_600_000 : 0,
  })
  report(world, world.instances[at] as SimInstance)
}

export const reaches = (world: World, one: SimInstance): boolean =>
  one.isUp && !one.isCutOff && !world.isEngineDown

export const liveOf = ({ status, now, instances }: World): SimInstance[] =>
  instances.filter(({ instance }) => now - (status.get(instance) ?? -Infinity) < HEARTBEAT_MS)

export function report(world: World, one: SimInstance): void {
  if (!reaches(world, one)) return
  world.status.set(one.instance, world.now)
  // What an engine may have lost is said again.
  if (one.lastVote !== undefined) post(world, one)
}

export function vote(world: World, one: SimInstance, said: NonNullable<SimInstance['lastVote']>): void {
  one.lastVote = said
  post(world, one)
}

function post(world: World, one: SimInstance): void {
  const { lastVote } = one
  if (lastVote === undefined || !reaches(world, one)) return
  const { rollout, ...said } = lastVote
  const key = `${rollout} ${one.instance}`
  const there = world.votes.get(key)
  if (there?.vote === said.vote && there.stage === said.stage) return
  world.votes.set(key, { ...said, instance: one.instance, at: world.now })
}

/** Writes if nobody was faster. */
export function swap(world: World, read: SeenRollout | undefined, next: Rollout): boolean {
  if (world.document !== read) return false
  world.document = { rollout: next, at: world.now }
  world.history.push(world.document)
  return true
}

/** Publishes, and begins a rollout of it, whatever is under way. */
export function begin(world: World, quality: Quality): void {
  if (world.isEngineDown) return
  const { document } = world
  const seq = ++world.seq
  const id = `${seq}-x`
  world.qualities.set(id, quality)
  const before = document?.rollout
  const unit = seq % 3 === 0 ? 'host' : 'instance'
  const from = before === undefined ? world.stable : before.state === 'done' ? before.to : before.from
  swap(world, document, {
    schema: 1,
    id,
    term: 'prices',
    from,
    to: refOf(seq),
    stages: STAGES,
    stage: 0,
    ...cutFor({ id, unit, stages: STAGES }, 0, liveOf(world)),
    bakeMs: 30_000,
    maxMs: 900_000,
    limits: { health: { min: 1, share: 0.2 } },
    onSilence: seq % 2 === 0 ? 'pause' : 'halt',
    unit,
    state: 'staged',
    by: 'ann',
  })
}

const DEEDS = ['pause', 'resume', 'halt', 'promote'] as const

export function deed(world: World, which: number): void {
  const { document } = world
  if (document === undefined || world.isEngineDown) return
  const next = byHand(document.rollout, { deed: DEEDS[which % 4] ?? 'pause', by: 'ann' }, liveOf(world))
  if (next !== undefined) swap(world, document, next)
}

export const rankIn = (rollout: Rollout, one: FleetPlace): number =>
  rankOf(rollout.unit === 'host' ? one.host : one.instance, rollout.id)
