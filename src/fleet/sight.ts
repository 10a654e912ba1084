/** What an engine holds of one term: its documents, and who has said what of it. @module */

import type { Control } from './control.ts'
import { type FleetPin, type ReadDocument, readPinOf, readRolloutOf } from './documents.ts'
import type { LiveReport } from './reports.ts'
import type { CastVote, Rollout } from './rollout/index.ts'
import { votesOn } from './votes-on.ts'

export interface TermSight {
  readonly term: string
  /** Of those who live and have the term. */
  readonly reports: readonly LiveReport[]
  readonly rollout: ReadDocument<Rollout | undefined> | undefined
  readonly pin: ReadDocument<FleetPin | undefined> | undefined
  /** On the rollout that there is. */
  readonly votes: readonly CastVote[]
}

export async function sightOf(
  control: Control,
  service: string,
  term: string,
  reports: readonly LiveReport[],
): Promise<TermSight> {
  const [pin, rollout] = await Promise.all([
    readPinOf(control, service, term),
    readRolloutOf(control, service, term),
  ])
  const id = rollout?.document?.id
  const votes = id === undefined ? [] : await votesOn(control, service, term, id)
  return { term, reports: reports.filter(({ terms }) => terms[term] !== undefined), rollout, pin, votes }
}
