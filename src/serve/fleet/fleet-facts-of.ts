/** Says of a fleet what was seen of it, for people. @module */

import type { AuditEntry } from '../../fleet/audit.ts'
import { documentsOver, stagesBegan } from '../../fleet/course.ts'
import { failuresOf } from '../../fleet/failures.ts'
import type { JoinedFleet } from '../../fleet/joined.ts'
import { refsKnown } from '../../fleet/known-refs.ts'
import { laterThanRollout } from '../../fleet/later-than-rollout.ts'
import { heldBy } from '../../fleet/overview.ts'
import type { LiveReport } from '../../fleet/reports.ts'
import { countVotes } from '../../fleet/rollout/index.ts'
import type { TermSight } from '../../fleet/sight.ts'
import { type Straggler, stragglersOf } from '../../fleet/stragglers.ts'
import type {
  FleetFacts,
  FleetTermFacts,
  InstanceFacts,
  InstanceTermFacts,
  PinFacts,
  RolloutFacts,
} from '../api/fleet-facts.ts'
import { auditFactsOf } from './audit-facts-of.ts'

/** What was seen of a term, with its audit. */
export interface SeenTerm {
  readonly sight: TermSight
  readonly audit: readonly AuditEntry[]
  /** How many instances have refused what the fleet is pinned to. */
  readonly refused: number
}

const MOST_BEHIND = 50
const MOST_CHANGES = 50
const MOST_KNOWN = 30

export function fleetFactsOf(
  { service, control, instance, now }: JoinedFleet,
  reports: readonly LiveReport[],
  seen: readonly SeenTerm[],
): FleetFacts {
  const told = seen.map(termFactsIn)
  const behind = new Map(
    told.map(({ facts, behind }) => [facts.name, new Set(behind.map((one) => one.instance))]),
  )
  return {
    service,
    engine: control.name,
    own: instance,
    now: Math.round(now()),
    hosts: new Set(reports.map(({ host }) => host)).size,
    stewards: reports.filter(({ steward }) => steward).length,
    terms: told.map(({ facts }) => facts),
    instances: reports
      .map((report) => instanceFactsOf(report, behind))
      .toSorted((one, other) => (one.instance < other.instance ? -1 : 1)),
  }
}

function termFactsIn({ sight, audit, refused }: SeenTerm): {
  readonly facts: FleetTermFacts
  readonly behind: readonly Straggler[]
} {
  const over = documentsOver(audit, sight.term)
  const behind = stragglersOf(sight, over)
  const held = heldBy(sight.reports, sight.term)
  const pin = pinFactsOf(sight, refused)
  const to = sight.rollout?.document?.to.seq
  const facts: FleetTermFacts = {
    name: sight.term,
    instances: sight.reports.length,
    pin,
    rollout: rolloutFactsOf(sight, over),
    later: to === undefined ? undefined : laterThanRollout({ to, held, isPinned: pin !== undefined }),
    held,
    behind: { count: behind.length, first: behind.slice(0, MOST_BEHIND) },
    failures: failuresOf(sight),
    audit: audit
      .toSorted((one, other) => other.at - one.at)
      .slice(0, MOST_CHANGES)
      .map(auditFactsOf),
    known: refsKnown(audit)
      .map(({ seq }) => seq)
      .slice(0, MOST_KNOWN),
  }
  return { facts, behind }
}

function pinFactsOf({ pin }: TermSight, refused: number): PinFacts | undefined {
  if (pin?.document?.ref === undefined) return undefined
  const { ref, by, why } = pin.document
  return { seq: ref.seq, by, why, at: pin.entry.at, refused }
}

function rolloutFactsOf(
  { rollout, votes }: TermSight,
  over: ReturnType<typeof documentsOver>,
): RolloutFacts | undefined {
  if (rollout?.document === undefined) return undefined
  const { from, to, stages, id, state, unit, stage, bakeMs, by, why, cause, supersedes, need, ahead } =
    rollout.document
  const began = stagesBegan(rollout.document, over)
  return {
    ...{ id, state, unit, stage, bakeMs, by, why, cause, supersedes, need, ahead: ahead?.need },
    from: from.seq,
    to: to.seq,
    sha8: to.sha256.slice(0, 8),
    since: rollout.entry.at,
    stages: stages.map((share, at) => ({ share, beganAt: began[at] })),
    votes: countVotes(votes),
  }
}

function instanceFactsOf(
  { instance, host, zone, steward, everterm, node, at, terms }: LiveReport,
  behind: ReadonlyMap<string, ReadonlySet<string>>,
): InstanceFacts {
  const told = Object.entries(terms).map(
    ([name, { seq, state, vote, error, pinned }]): InstanceTermFacts => ({
      ...{ name, seq, state, vote, error, pinned },
      behind: behind.get(name)?.has(instance) ? true : undefined,
    }),
  )
  return { instance, host, zone, steward, everterm, node, at, terms: told }
}
