/** Reads the state of a term for an observer that asks. @module */

import type { TermReading } from '../events/observer.ts'
import { heldBack } from '../store/backlist.ts'
import { hasExpired, hasGoneStale } from '../store/standing.ts'
import { held, type Keeper } from './keeper.ts'
import { expiryOf } from './staleness.ts'

export function readingOf(keeper: Keeper): TermReading {
  const { options, journal, link, shelf, gate } = keeper
  const current = held(keeper)
  return {
    term: options.name,
    state: link?.state(),
    version: current?.edition.version,
    pinned: shelf.backlist?.pin?.version,
    newer: heldBack(shelf.backlist)?.edition.version,
    quarantined: gate.memory?.list().length ?? 0,
    ready: keeper.cell.isReadable(),
    stale: hasGoneStale(current?.standing),
    expired: hasExpired(current?.standing),
    expiresAt: expiryOf(keeper),
    source: journal.source,
    failures: journal.failures,
    bytes: current?.edition.bytes,
    maxStaleMs: options.maxStaleMs,
    maxAgeMs: options.maxAgeMs,
    lastAttemptAt: journal.lastProbeAt,
    lastAnswerAt: journal.lastAnswerAt,
    confirmedAt: current?.confirmedAt,
    lastUpdateAt: journal.lastUpdateAt,
  }
}
