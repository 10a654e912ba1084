/** What a served tree says of one term in JSON. Times are epoch ms, durations ms, sizes bytes. @module */

import type { Outcome, Phases, TermSource, TermState, Trigger } from '../../events/events.ts'

/**
 * What readers get: the origin's current value; the last good one while attempts fail; a pinned one; one that is past
 * `maxStale`; nothing, since it has expired; nothing, since none has come.
 */
export type Reads = 'current' | 'last-good' | 'pinned' | 'stale' | 'expired' | 'none'

/** A failure, in words that are safe to show. */
export interface ErrorFacts {
  readonly code: string
  /** The `error.type` of metrics and logs, such as `http_503`. */
  readonly type: string
  readonly message: string
}

/** One attempt, as a row of a waterfall. */
export interface AttemptFacts {
  readonly startedAt: number
  readonly trigger: Trigger
  readonly durationMs: number
  readonly phases: Phases
  readonly bytes: number
  readonly outcome: Outcome
  /** The state in which it failed. */
  readonly failedIn?: TermState | undefined
  readonly error?: ErrorFacts | undefined
  /** The version that came of it. */
  readonly version?: string | undefined
  readonly source?: string | undefined
}

/** The attempt that runs. */
export interface RunningFacts {
  readonly startedAt: number
  readonly trigger: Trigger
  /** When the machine came into its present state. */
  readonly sinceAt: number
  /** How many bytes have come, and of how many, where that is known. */
  readonly received?: number | undefined
  readonly expected?: number | undefined
}

export interface TermFacts {
  readonly name: string
  /** The groups that it is in, from the outside: `lists`, or `''` at the root. */
  readonly group: string
  readonly state: TermState | 'down'
  readonly waitsFor?: 'turn' | 'budget' | undefined
  readonly reads: Reads
  readonly version?: string | undefined
  readonly origin?: 'remote' | 'disk' | 'initial' | undefined
  readonly pinned?: string | undefined
  readonly newer?: string | undefined
  /** How many payloads are remembered as refused. */
  readonly quarantined: number
  /** Who answered last, or who will be asked. */
  readonly source?: TermSource | undefined
  readonly bytes?: number | undefined
  /** When the value was last confirmed. */
  readonly confirmedAt?: number | undefined
  /** `maxStale`, else `maxAge`; absent where there is none. */
  readonly limitMs?: number | undefined
  readonly expiresAt?: number | undefined
  readonly intervalMs?: number | undefined
  /** When the next attempt is due. */
  readonly nextAt?: number | undefined
  /** Failures in a row. */
  readonly failures: number
  readonly error?: ErrorFacts | undefined
  readonly crashes: number
  readonly running?: RunningFacts | undefined
  /** The last attempts, the newest last, at most 24. */
  readonly recent: readonly Pick<AttemptFacts, 'durationMs' | 'outcome' | 'phases' | 'failedIn'>[]
  readonly lastTransition?: TransitionFacts | undefined
}

export interface TransitionFacts {
  readonly at: number
  readonly from?: TermState | undefined
  readonly to: TermState
  readonly cause: string
}
