/** Rollouts and fleets as plain facts, for tests of what is decided by them. @module */

import type {
  CastVote,
  FleetPlace,
  FleetSight,
  PresentInstance,
  Rollout,
} from '../../src/fleet/rollout/index.ts'
import { cutFor, rankOf } from '../../src/fleet/rollout/index.ts'

export const FROM = { seq: 1, sha256: 'a'.repeat(64) }
export const TO = { seq: 2, sha256: 'b'.repeat(64) }

/** So many instances on their own hosts, those of the lowest rank first. */
export function placesOf(count: number, id = '2-x'): FleetPlace[] {
  const all = Array.from({ length: count }, (_, at) => ({
    instance: `i${at}`,
    host: `h${at >> 1}`,
    zone: `z${at % 3}`,
  }))
  return all.toSorted((one, other) => rankOf(one.instance, id) - rankOf(other.instance, id))
}

/** A rollout in its first stage, over these instances. */
export function rolloutOver(live: readonly PresentInstance[], options: Partial<Rollout> = {}): Rollout {
  const { id = '2-x', unit = 'instance', stages = [10, 50, 100], stage = 0 } = options
  return {
    schema: 1,
    id,
    term: 'prices',
    from: FROM,
    to: TO,
    stages,
    stage,
    ...cutFor({ id, unit, stages }, stage, live),
    bakeMs: 60_000,
    maxMs: 3_600_000,
    limits: { health: { min: 2, share: 0.05 } },
    onSilence: 'pause',
    unit,
    state: 'staged',
    by: 'ann',
    ...options,
  }
}

export const voteOf = (
  { instance }: FleetPlace,
  vote: CastVote['vote'],
  stage?: CastVote['stage'],
  at = 1_000,
): CastVote => ({ instance, vote, stage, reason: stage && `because of ${stage}`, at })

/** A minute and a second after the document was written, unless told otherwise. */
export const sightOf = (
  live: readonly PresentInstance[],
  votes: readonly CastVote[],
  options: Partial<FleetSight> = {},
): FleetSight => ({ live, votes, since: 0, now: 61_000, ...options })
