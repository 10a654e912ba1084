/** Makes the facts of a term, as they are at this moment. @module */

import { heldBack } from '../../store/backlist.ts'
import { held, type Keeper } from '../../term/keeper.ts'
import { progressOf } from '../../term/progress.ts'
import { quarantinedOf } from '../../term/quarantined.ts'
import { expiryOf } from '../../term/staleness.ts'
import { waitsFor } from '../../term/status.ts'
import type { RunningFacts, TermFacts } from '../api/term-facts.ts'
import { errorFactsOf } from './error-facts.ts'
import type { TermHistory } from './history.ts'
import { readsOf } from './reads.ts'

/** A row of a waterfall shows so many. */
const RECENT = 24

export function termFactsOf(keeper: Keeper, group: string, history: TermHistory | undefined): TermFacts {
  const { options, journal, link, shelf } = keeper
  const live = held(keeper)
  const { maxStaleMs, maxAgeMs, policy } = options
  return {
    name: options.name,
    group,
    state: link?.state() ?? 'down',
    waitsFor: waitsFor(keeper),
    reads: readsOf(keeper),
    version: live?.edition.version,
    origin: live?.edition.origin,
    pinned: pinnedAs(keeper),
    newer: heldBack(shelf.backlist)?.edition.version,
    quarantined: quarantinedOf(keeper).length,
    source: journal.source ?? { name: options.source, fallback: false },
    bytes: live?.edition.bytes,
    confirmedAt: whole(live?.confirmedAt),
    limitMs: maxStaleMs ?? maxAgeMs ?? undefined,
    expiresAt: whole(expiryOf(keeper)),
    intervalMs: policy.interval ?? undefined,
    nextAt: whole(journal.nextProbeAt),
    failures: journal.failures,
    error: journal.lastError && errorFactsOf(journal.lastError),
    crashes: journal.crashes,
    running: runningOf(keeper),
    recent: (history?.attempts.last(RECENT) ?? []).map(({ durationMs, outcome, phases, failedIn }) => ({
      durationMs,
      outcome,
      phases,
      failedIn,
    })),
    lastTransition: history?.lastTransition,
  }
}

/** The moment in whole ms. */
const whole = (at: number | undefined): number | undefined => (at === undefined ? undefined : Math.round(at))

function pinnedAs({ shelf: { backlist } }: Keeper): string | undefined {
  const { pin } = backlist ?? {}
  return pin?.version ?? pin?.digest?.slice(0, 16)
}

function runningOf(keeper: Keeper): RunningFacts | undefined {
  const progress = progressOf(keeper)
  if (progress === undefined) return undefined
  const { startedAt, trigger, sinceAt, received, expected } = progress
  return { startedAt: Math.round(startedAt), trigger, sinceAt: Math.round(sinceAt), received, expected }
}
