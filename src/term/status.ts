/** Tells how a term is doing, for people and for health checks. @module */

import type { TermErrorCode } from '../base/errors.ts'
import type { TermSource, TermState } from '../events/events.ts'
import { heldBack } from '../store/backlist.ts'
import type { Origin } from '../store/edition.ts'
import { hasExpired, hasGoneStale } from '../store/standing.ts'
import { held, type Keeper } from './keeper.ts'
import { type QuarantinedPayload, quarantinedOf } from './quarantined.ts'
import { expiryOf } from './staleness.ts'
import { isInLine } from './turn.ts'

export interface TermStatus {
  readonly name: string
  /** Whether a tree keeps the term; `false` before `supervise`, and once it is stopped or removed. */
  readonly supervised: boolean
  /**
   * The state of the machine. `down` means that no incarnation lives: the term is not started, or stopped, or its
   * supervisor cools down.
   */
  readonly state: TermState | 'down'
  /**
   * What holds up the next attempt, or a first probe: `'turn'`, until fewer terms ask (`downloads` of `supervise`), or others
   * that start have gone first; `'budget'`, since failures have had the origin asked as often as it may be.
   */
  readonly waitsFor: 'turn' | 'budget' | undefined
  /** The version of the value that is served. */
  readonly version: string | undefined
  /** Where that value came from; `undefined` while there is none. */
  readonly origin: Origin | undefined
  /** The version that is pinned. */
  readonly pinned: string | undefined
  /** The newest version, where a pin holds it back. */
  readonly newer: string | undefined
  /** What was refused and isn't tried again for now, the last one first; at most 16. */
  readonly quarantined: readonly QuarantinedPayload[]
  /** The id of the key that signed it; `undefined` where nothing is verified. */
  readonly signedBy: string | undefined
  /** `snapshot().stale` */
  readonly stale: boolean
  /** `snapshot().expired` */
  readonly expired: boolean
  /** When the value expires unless it is confirmed or replaced, or when it has; `undefined` means never. */
  readonly expiresAt: Date | undefined
  /** The source that answered last, and whether it is a fallback; `undefined` until one did. */
  readonly source: TermSource | undefined
  /** When the value was last confirmed: `snapshot().confirmedAt`. */
  readonly confirmedAt: Date | undefined
  /** When the origin was last asked. */
  readonly lastProbeAt: Date | undefined
  /** When a source last had nothing newer: the origin, which confirms the value, or a fallback, which doesn't. */
  readonly lastUnchangedAt: Date | undefined
  /** When a value was last published. */
  readonly lastUpdateAt: Date | undefined
  readonly lastFailureAt: Date | undefined
  readonly lastError: { readonly code: TermErrorCode; readonly message: string } | undefined
  /** Failures in a row. */
  readonly failures: number
  /** When the next attempt is due; `undefined` during one, or when there is none by itself. */
  readonly nextProbeAt: Date | undefined
  /** How many incarnations have crashed. */
  readonly crashes: number
}

const date = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at))

/** What holds up the next attempt, or a first probe. */
export function waitsFor(keeper: Keeper): TermStatus['waitsFor'] {
  if (isInLine(keeper)) return 'turn'
  return keeper.account?.isThrottled ? 'budget' : undefined
}

export function statusOf(keeper: Keeper): TermStatus {
  const { options, journal, link, shelf } = keeper
  const { backlist } = shelf
  const current = held(keeper)
  const { lastError } = journal
  return Object.freeze({
    name: options.name,
    supervised: link !== undefined,
    state: link?.state() ?? 'down',
    waitsFor: waitsFor(keeper),
    version: current?.edition.version,
    origin: current?.edition.origin,
    pinned: backlist?.pin?.version,
    newer: heldBack(backlist)?.edition.version,
    quarantined: quarantinedOf(keeper),
    signedBy: current?.edition.signedBy,
    stale: hasGoneStale(current?.standing),
    expired: hasExpired(current?.standing),
    expiresAt: date(expiryOf(keeper)),
    source: journal.source,
    confirmedAt: date(current?.confirmedAt),
    lastProbeAt: date(journal.lastProbeAt),
    lastUnchangedAt: date(journal.lastUnchangedAt),
    lastUpdateAt: date(journal.lastUpdateAt),
    lastFailureAt: date(journal.lastFailureAt),
    lastError: lastError && Object.freeze({ code: lastError.code, message: lastError.message }),
    failures: journal.failures,
    nextProbeAt: date(journal.nextProbeAt),
    crashes: journal.crashes,
  })
}
