/** The events of keepsakes: what was put on disk, what was read of it, and what was not. @module */

import type { TermErrorCode } from '../base/errors.ts'
import type { OfTerm } from './of-term.ts'

/** A value that an earlier process had kept is live: the origin may be down, and nobody waits for it. */
export interface KeepsakeLoaded extends OfTerm {
  readonly type: 'keepsake.loaded'
  readonly version: string | undefined
  /** Its size as it came over the wire. */
  readonly bytes: number
  /** How long ago it was last confirmed, in ms by the wall clock. */
  readonly ageMs: number
  /** How long it took from the first look at the disk. */
  readonly durationMs: number
}

/** A published value is on disk. */
export interface KeepsakeWritten extends OfTerm {
  readonly type: 'keepsake.written'
  readonly version: string | undefined
  readonly bytes: number
  readonly durationMs: number
  /** How many tries before it failed. */
  readonly afterFailures: number
}

/**
 * The disk didn't do as it should: nothing of the value in memory depends on it. Told once of each kind of failure, until
 * something is written.
 */
export interface KeepsakeFailed extends OfTerm {
  readonly type: 'keepsake.failed'
  /** What it was about: a payload, the notes beside it, or reading all of them at the start. */
  readonly part: 'generation' | 'notes' | 'start'
  /** What the system calls it, such as `ENOSPC`, or a word of ours. */
  readonly reason: string
  /** When it is tried again; `undefined` if it isn't, or still goes on. */
  readonly retryInMs: number | undefined
}

/** Something on disk is passed over. The start goes on with the value before it, or without one. */
export interface KeepsakeIgnored extends OfTerm {
  readonly type: 'keepsake.ignored'
  /** What of it is known before it is read; `undefined` of a file that can't be. */
  readonly version: string | undefined
  /** The name of the file in the folder of the term. */
  readonly file: string | undefined
  /**
   * Why: a word such as `damaged` or `other-term`; `deadly` if the process died twice while this version was made live; or,
   * where the gate or a function of yours refused it, the reason in words.
   */
  readonly reason: string
  /** The code of a refusal, which would have refused the same bytes of an origin. */
  readonly code: TermErrorCode | undefined
}

export type KeepsakeEvent = KeepsakeLoaded | KeepsakeWritten | KeepsakeFailed | KeepsakeIgnored
