/** A term as an observer reads it when it collects. @module */

import type { TermReading } from '../observe/events.ts'
import type { Keeper } from './keeper.ts'

export function readingOf({ options, cell, journal, link }: Keeper): TermReading {
  const held = cell.current()
  const { lastUnchangedAt, lastUpdateAt, lastConfirmedAt } = journal
  return {
    term: options.name,
    state: link?.state(),
    version: held?.version,
    ready: held !== undefined,
    stale: held?.stale === true,
    source: journal.source,
    failures: journal.failures,
    bytes: held?.bytes,
    maxStaleMs: options.maxStaleMs,
    lastAttemptAt: journal.lastProbeAt,
    lastCheckAt: latest(lastUnchangedAt, lastUpdateAt),
    lastSuccessAt: lastConfirmedAt,
    lastUpdateAt,
  }
}

const latest = (...moments: (number | undefined)[]): number | undefined => {
  const known = moments.filter((moment) => moment !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}
