/** Lists all events of a tree, with their types. Times are epoch ms, durations ms, sizes bytes. @module */

import type { Trigger } from '../../machines/index.ts'
import type { Stage, TermErrorCode } from '../base/errors.ts'
import type { WorkingState } from '../base/steps.ts'
import type { DeltaEvent } from './delta-events.ts'
import type { FleetEvent } from './fleet-events.ts'
import type { KeepsakeEvent } from './keepsake-events.ts'
import type { ListenerFailed } from './listener-failed.ts'
import type { OfTerm } from './of-term.ts'
import type { OriginThrottled } from './origin-throttled.ts'
import type { TermAccepted, TermHeldBack, TermPinned, TermReleased, TermUnpinned } from './pin-events.ts'
import type { TableKept } from './table-kept.ts'

export type { Trigger } from '../../machines/index.ts'

/** The six states of a term. */
export type TermState = 'idle' | 'probing' | 'downloading' | 'decoding' | 'storing' | 'backoff'

/** How an attempt ended. */
export type Outcome = 'updated' | 'unchanged' | 'failed' | 'cancelled'

/** Milliseconds that an attempt spent in each of its states. */
export type Phases = Partial<Record<WorkingState, number>>

/** One of the places that a term's bytes come from. */
export interface TermSource {
  /** The name of a fetcher, for people. */
  readonly name: string
  /** Whether another place is meant to answer. */
  readonly fallback: boolean
}

/** An incarnation came to life. */
export interface TermStarted extends OfTerm {
  readonly type: 'term.started'
  /** The name of the fetcher. */
  readonly source: string
  readonly refreshIntervalMs: number | null
  readonly maxStaleMs: number | null
}

/** An incarnation ended because it was told to. */
export interface TermStopped extends OfTerm {
  readonly type: 'term.stopped'
}

/** An incarnation ended by an error that no backoff answers; the supervisor decides what follows. */
export interface TermCrashed extends OfTerm {
  readonly type: 'term.crashed'
  readonly error: unknown
  readonly code: TermErrorCode | undefined
}

/** The machine went from one state to another. */
export interface TermTransition extends OfTerm {
  readonly type: 'term.transition'
  /** `undefined` at the first state of an incarnation. */
  readonly from: TermState | undefined
  readonly to: TermState
  /** The type of the machine's event that caused it. */
  readonly cause: string
}

/** An attempt began. */
export interface RefreshStarted extends OfTerm {
  readonly type: 'refresh.started'
  readonly trigger: Trigger
}

interface RefreshEnded extends OfTerm {
  readonly trigger: Trigger
  readonly durationMs: number
  readonly phases: Phases
  /** How many bytes came over the wire. */
  readonly bytes: number
}

interface RefreshSucceeded extends RefreshEnded {
  /** The name of the source that answered. */
  readonly source: string
  /** Whether that source is a fallback. */
  readonly fallback: boolean
}

/** A new value is published. */
export interface RefreshUpdated extends RefreshSucceeded {
  readonly type: 'refresh.updated'
  readonly outcome: 'updated'
  /** The version before; `undefined` if there was none. */
  readonly from: string | undefined
  readonly to: string
  /** The id of the key that signed it; `undefined` where nothing is verified. */
  readonly signedBy: string | undefined
  readonly nextInMs: number | null
  /** How a table keeps its records, where the one before kept them otherwise, or there was none. */
  readonly table?: TableKept | undefined
}

/** The origin has nothing newer, and the value is confirmed; or it has, and a pin holds that back. */
export interface RefreshUnchanged extends RefreshSucceeded {
  readonly type: 'refresh.unchanged'
  readonly outcome: 'unchanged'
  readonly version: string | undefined
  /** The version that is newer, and that a pin holds back; \`undefined\` if there is none. */
  readonly newer: string | undefined
  readonly nextInMs: number | null
}

/** The attempt failed; the last good value stays. */
export interface RefreshFailed extends RefreshEnded {
  readonly type: 'refresh.failed'
  readonly outcome: 'failed'
  readonly error: unknown
  readonly code: TermErrorCode
  readonly stage: Stage | undefined
  /** Failures in a row, this one included. */
  readonly failures: number
  /** The wait before the next attempt; `null` means that none begins by itself, since the incarnation ended. */
  readonly nextInMs: number | null
  /** The version that is still served; `undefined` if there is none. */
  readonly serving: string | undefined
  /** How long ago the served value was last confirmed, in ms; `null` if there is none. */
  readonly ageMs: number | null
  readonly stale: boolean
}

/** The attempt was called off: the term was stopped or restarted. */
export interface RefreshCancelled extends RefreshEnded {
  readonly type: 'refresh.cancelled'
  readonly outcome: 'cancelled'
}

/** The first success after failures. */
export interface RefreshRecovered extends OfTerm {
  readonly type: 'refresh.recovered'
  readonly afterFailures: number
  /** The time since the first of those failures, in ms. */
  readonly outageMs: number
}

/** Another source answers than before. Told once for each change. */
export interface SourceChanged extends OfTerm {
  readonly type: 'source.changed'
  /** `undefined` if nobody answered before. */
  readonly from: string | undefined
  readonly to: string
  /** Whether the new source is a fallback; if not, answers come from where they should again. */
  readonly fallback: boolean
  /** Why the sources before the fallback were passed over. */
  readonly error: unknown
}

/** A payload, or the value that was made of it, was refused. */
export interface TermRejected extends OfTerm {
  readonly type: 'term.rejected'
  readonly code: TermErrorCode
  /**
   * What was not kept to: `schema`, `validate`, a guard as `maxShrink`, `sha256`, or a part of a signature as `key`;
   * `undefined` for a payload that can't be read.
   */
  readonly rule: string | undefined
  /** The figures by name, where the rule is about numbers. */
  readonly figures: Readonly<Record<string, number>> | undefined
  /** The reason, in words. */
  readonly reason: string
  /** Whether these bytes are remembered, so that they aren't tried again and again. */
  readonly remembered: boolean
  readonly version: string
  /** The version that is published still. */
  readonly kept: string | undefined
}

/** Another value is live, which no attempt has brought. */
export interface TermSwapped extends OfTerm {
  readonly type: 'term.swapped'
  /** The version before, `undefined` if there was none. */
  readonly from: string | undefined
  readonly to: string | undefined
}

/**
 * The value was not confirmed for longer than `maxStale`, or than the origin allows. Told once, until it is confirmed
 * again.
 */
export interface TermStale extends OfTerm {
  readonly type: 'term.stale'
  readonly ageMs: number
  /** How long it may go without a confirmation; `null` means that what it is derived of is stale. */
  readonly limitMs: number | null
}

/**
 * The value was not confirmed for longer than `maxAge`, its signature has expired, or what it is derived of has. Told once,
 * until that is over.
 */
export interface TermExpired extends OfTerm {
  readonly type: 'term.expired'
  readonly ageMs: number
  /** The `maxAge` that has passed; `null` means that its signature has expired, or what it is derived of. */
  readonly limitMs: number | null
  /** Whether readers don't get it any more. */
  readonly withheld: boolean
}

/** The value is neither stale nor expired any more. */
export interface TermFresh extends OfTerm {
  readonly type: 'term.fresh'
  /** `maxStale`; 0 where there is none. */
  readonly limitMs: number
}

interface OfSupervisor {
  readonly at: number
  /** The path of the supervisor: `root`, or `root/blocklists` for a group. */
  readonly supervisor: string
}

/** A supervisor starts children again. */
export interface SupervisorRestarted extends OfSupervisor {
  readonly type: 'supervisor.restarted'
  /** The child whose end was the reason. */
  readonly child: string
  /** All children that are started again, in start order. */
  readonly children: readonly string[]
  readonly error: unknown
  /** How many restarts there were within the period, this one included, and how many there may be. */
  readonly restarts: number
  readonly limit: number
  readonly withinMs: number
}

/** There were more restarts than the intensity allows, so the supervisor stops its children. */
export interface SupervisorGaveUp extends OfSupervisor {
  readonly type: 'supervisor.gave-up'
  readonly child: string
  readonly error: unknown
  readonly limit: number
  readonly withinMs: number
  /** In how many ms the root starts its tree again; `null` means not by itself. */
  readonly coolDownMs: number | null
}

/** The root starts its tree again after it cooled down. */
export interface SupervisorResumed extends OfSupervisor {
  readonly type: 'supervisor.resumed'
}

/** A child did not stop within its bound and was ended by force. */
export interface SupervisorKilled extends OfSupervisor {
  readonly type: 'supervisor.killed'
  readonly child: string
}

/** A supervisor stopped. */
export interface SupervisorStopped extends OfSupervisor {
  readonly type: 'supervisor.stopped'
}

export type TermEvent =
  | TermStarted
  | TermStopped
  | TermCrashed
  | TermTransition
  | RefreshStarted
  | RefreshUpdated
  | RefreshUnchanged
  | RefreshFailed
  | RefreshCancelled
  | RefreshRecovered
  | SourceChanged
  | TermRejected
  | TermSwapped
  | TermPinned
  | TermUnpinned
  | TermHeldBack
  | TermReleased
  | TermAccepted
  | TermStale
  | TermExpired
  | TermFresh
  | KeepsakeEvent
  | OriginThrottled
  | DeltaEvent
  | FleetEvent
  | SupervisorRestarted
  | SupervisorGaveUp
  | SupervisorResumed
  | SupervisorKilled
  | SupervisorStopped
  | ListenerFailed
