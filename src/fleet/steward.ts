/** A steward counts the votes of a rollout, and writes what follows. Several may: a swap that is lost changes nothing. @module */

import type { Control } from './control.ts'
import { readPinOf, readRolloutOf, swapRollout } from './documents.ts'
import { type LiveReport, presentOf, stayingOf } from './reports.ts'
import { type CastVote, decide, needsReports, type Rollout } from './rollout/index.ts'
import { votesOn } from './votes-on.ts'

/** By the engine's clock, as of reports of one's own. */
export interface StewardTimes {
  readonly now: number
  /** Since when the engine has answered without a gap: whom nobody could have heard was not silent. */
  readonly listening: number
}

/** Who decides: an instance, or a publisher while it follows its rollout. */
export interface Steward {
  readonly control: Control
  readonly service: string
  /** For the audit. */
  readonly actor: string
  /** Hears what it has written. */
  decided?(rollout: Rollout): void
}

/** What a steward has seen of a rollout. */
export interface TendedRollout {
  /** As it is now. */
  readonly rollout: Rollout
  readonly votes: readonly CastVote[]
}

export async function tend(steward: Steward, terms: readonly string[], times: StewardTimes): Promise<void> {
  if (terms.length === 0) return
  let staying: Promise<readonly LiveReport[]> | undefined
  const stayingOnce = () => (staying ??= stayingOf(steward.control, steward.service))
  for (const term of terms) await tendOne(steward, term, stayingOnce, times)
}

/**
 * @param staying - reads the reports, which are as many as instances: it is asked only where they decide something
 * @returns `undefined` where there is no rollout
 */
export async function tendOne(
  steward: Steward,
  term: string,
  staying: () => Promise<readonly LiveReport[]>,
  times: StewardTimes,
): Promise<TendedRollout | undefined> {
  const { control, service, actor } = steward
  const read = await readRolloutOf(control, service, term)
  if (read?.document === undefined) return undefined
  const { document, entry } = read
  const [votes, pin] = await Promise.all([
    votesOn(control, service, term, document.id),
    readPinOf(control, service, term),
  ])
  const isPinned = pin?.document?.ref !== undefined
  // After a pin all have as long to speak as ever.
  const listening = Math.max(times.listening, pin?.entry.at ?? 0)
  const sight = { votes, since: entry.at, now: times.now, listening, isPinned }
  const reports = needsReports(document, sight) ? await staying() : []
  const live = presentOf(reports, term)
  const next = decide(document, { ...sight, live, present: reports })
  if (next === undefined) return { rollout: document, votes }
  const { state, stage, stages, ahead, why } = next
  const share = stages[ahead === undefined ? stage : stage + 1]
  const action = state === 'staged' ? `${ahead === undefined ? 'stage' : 'ready for'} ${share} %` : state
  const written = await swapRollout({ control, service, term, entry, actor, action, why }, next)
  if (written === undefined) return { rollout: document, votes }
  steward.decided?.(next)
  return { rollout: next, votes }
}

/** How often a rollout is looked at while it is on its way, in ms. */
export const paceOf = (rollouts: readonly Pick<Rollout, 'bakeMs'>[]): number =>
  Math.min(3_000, ...rollouts.map(({ bakeMs }) => Math.max(100, bakeMs / 4)))
