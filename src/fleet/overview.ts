/** A fleet at one look: how many hold what, how rollouts go, and who is in trouble. @module */

import type { Control } from './control.ts'
import { type LiveReport, stayingOf } from './reports.ts'
import { countVotes } from './rollout/index.ts'
import { sightOf } from './sight.ts'
import { termsKnown } from './terms-known.ts'

export interface TermOverview {
  readonly term: string
  readonly pin: { readonly seq: number; readonly by: string; readonly why?: string | undefined } | undefined
  readonly rollout:
    | {
        readonly id: string
        readonly state: string
        /** In per cent. */
        readonly share: number
        readonly from: number
        readonly to: number
        readonly why?: string | undefined
        /** What has brought it into its state: `gate`, `crash`, `health`, `silence`, `pin`, `time`, or `hand`. */
        readonly cause?: string | undefined
        /** The rollout whose place it took while that was under way. */
        readonly supersedes?: string | undefined
        readonly by: string
        /** How many instances have said what. */
        readonly votes: Readonly<Record<string, number>>
      }
    | undefined
  /** The most first. */
  readonly held: readonly {
    readonly seq?: number | undefined
    readonly sha8?: string | undefined
    readonly count: number
  }[]
  /** The instances on which somebody has pinned a version by hand: they try nothing else. */
  readonly pinnedByHand: readonly string[]
  readonly troubles: readonly { readonly instance: string; readonly reason: string }[]
}

export interface FleetOverview {
  readonly service: string
  readonly instances: number
  readonly hosts: number
  readonly stewards: number
  readonly terms: readonly TermOverview[]
  readonly reports: readonly LiveReport[]
}

/** Of one term, or of all that anybody reports, or that the engine has a rollout or a pin of. */
export async function fleetOverview(
  control: Control,
  service: string,
  only?: string,
): Promise<FleetOverview> {
  const reports = await stayingOf(control, service)
  const terms: TermOverview[] = []
  for (const term of only === undefined ? await termsKnown(control, service, reports) : [only])
    terms.push(await termOverview(control, service, term, reports))
  return {
    service,
    instances: reports.length,
    hosts: new Set(reports.map(({ host }) => host)).size,
    stewards: reports.filter(({ steward }) => steward).length,
    terms,
    reports,
  }
}

async function termOverview(
  control: Control,
  service: string,
  term: string,
  reports: readonly LiveReport[],
): Promise<TermOverview> {
  const { pin, rollout: read, votes: cast } = await sightOf(control, service, term, reports)
  const rollout = read?.document
  const { ref, by = '', why } = pin?.document ?? {}
  const failed = cast.filter(({ vote }) => vote === 'fail')
  // Who refuses it votes so, and then has the code of that for an error, too.
  const isToldByVote = (instance: string, error: string): boolean =>
    failed.some((one) => one.instance === instance && one.reason?.startsWith(error))
  const erring = reports.flatMap(({ instance, terms }) => {
    const error = terms[term]?.error
    return error === undefined || isToldByVote(instance, error) ? [] : [{ instance, reason: error }]
  })
  return {
    term,
    pin: ref && { seq: ref.seq, by, why },
    rollout: rollout && {
      id: rollout.id,
      state: rollout.state,
      share: rollout.stages[rollout.stage] ?? 100,
      from: rollout.from.seq,
      to: rollout.to.seq,
      why: rollout.why,
      cause: rollout.cause,
      supersedes: rollout.supersedes,
      by: rollout.by,
      votes: countVotes(cast),
    },
    held: heldBy(reports, term),
    pinnedByHand: reports
      .filter(({ terms }) => terms[term]?.pinned !== undefined)
      .map(({ instance }) => instance),
    troubles: [
      ...failed.map(({ instance, stage, reason = '' }) => ({ instance, reason: `${stage}: ${reason}` })),
      ...erring,
    ],
  }
}

/** How many hold what, the most first. */
export function heldBy(reports: readonly LiveReport[], term: string): TermOverview['held'] {
  const counts = new Map<string, { seq?: number | undefined; sha8?: string | undefined; count: number }>()
  for (const { terms } of reports) {
    const one = terms[term]
    if (one === undefined) continue
    const name = `${one.seq} ${one.sha8}`
    const held = counts.get(name) ?? { seq: one.seq, sha8: one.sha8, count: 0 }
    held.count += 1
    counts.set(name, held)
  }
  return [...counts.values()].toSorted((one, other) => other.count - one.count)
}
