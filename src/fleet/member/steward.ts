/** A steward counts the votes of a rollout, and writes what follows. Several may: a swap that is lost changes nothing. @module */

import type { ControlEntry } from '../control.ts'
import { readRolloutOf, swapRollout } from '../documents.ts'
import { keys } from '../keys.ts'
import { type LiveReport, reportsOf } from '../reports.ts'
import { type CastVote, decide, type Rollout, readVote } from '../rollout/index.ts'
import type { FleetGround } from './ground.ts'

/** By the engine's clock, as of reports of one's own. */
export interface StewardTimes {
  readonly now: number
  /** Since when the engine has answered without a gap: whom nobody could have heard was not silent. */
  readonly listening: number
}

export async function tend(
  ground: FleetGround,
  terms: readonly string[],
  times: StewardTimes,
): Promise<void> {
  if (terms.length === 0) return
  const live = (await reportsOf(ground.control, ground.service)).filter(({ left }) => left !== true)
  for (const term of terms) await tendOne(ground, term, live, times)
}

async function tendOne(
  ground: FleetGround,
  term: string,
  live: readonly LiveReport[],
  times: StewardTimes,
): Promise<void> {
  const { control, service, instance } = ground
  const read = await readRolloutOf(control, service, term)
  if (read?.document === undefined) return
  const { document, entry } = read
  const votes = (await control.list('votes', keys.votes(service, term, document.id))).flatMap(castVote)
  const keepers = live.filter(({ terms }) => terms[term] !== undefined)
  const next = decide(document, { votes, live: keepers, since: entry.at, ...times })
  if (next === undefined) return
  const { state, stage, stages, why } = next
  const action = state === 'staged' ? `stage ${stages[stage]} %` : state
  const written = await swapRollout({ control, service, term, entry, actor: instance, action, why }, next)
  if (written === undefined) return
  const share = stages[stage] ?? 100
  ground.tell({ type: 'fleet.decided', term, rollout: next.id, state, share, why })
}

function castVote({ key, value, at }: ControlEntry): CastVote | [] {
  const vote = readVote(value)
  return vote === undefined ? [] : { ...vote, instance: keys.voter(key), at }
}

/** How often a rollout is looked at while it is on its way, in ms. */
export const paceOf = (rollouts: readonly Rollout[]): number =>
  Math.min(5_000, ...rollouts.map(({ bakeMs }) => Math.max(100, bakeMs / 4)))
