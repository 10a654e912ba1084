/** Reads the state of a term for an observer that asks. @module */

import type { TermReading } from '../events/observer.ts'
import { held, type Keeper } from './keeper.ts'

export function readingOf(keeper: Keeper): TermReading {
  const { options, journal, link } = keeper
  const current = held(keeper)
  return {
    term: options.name,
    state: link?.state(),
    version: current?.edition.version,
    ready: current !== undefined,
    stale: current?.stale === true,
    source: journal.source,
    failures: journal.failures,
    bytes: current?.edition.bytes,
    maxStaleMs: options.maxStaleMs,
    lastAttemptAt: journal.lastProbeAt,
    lastAnswerAt: journal.lastAnswerAt,
    confirmedAt: current?.confirmedAt,
    lastUpdateAt: journal.lastUpdateAt,
  }
}
