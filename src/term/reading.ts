/** A term as an observer reads it when it collects. @module */

import type { TermReading } from '../events/events.ts'
import { held, type Keeper } from './keeper.ts'

export function readingOf(keeper: Keeper): TermReading {
  const { options, journal, link } = keeper
  const current = held(keeper)
  const { lastUnchangedAt, lastUpdateAt } = journal
  return {
    term: options.name,
    state: link?.state(),
    version: current?.version,
    ready: current !== undefined,
    stale: current?.stale === true,
    source: journal.source,
    failures: journal.failures,
    bytes: current?.bytes,
    maxStaleMs: options.maxStaleMs,
    lastAttemptAt: journal.lastProbeAt,
    lastAnswerAt: latest(lastUnchangedAt, lastUpdateAt),
    confirmedAt: current?.confirmedAt?.getTime(),
    lastUpdateAt,
  }
}

const latest = (...moments: (number | undefined)[]): number | undefined => {
  const known = moments.filter((moment) => moment !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}
