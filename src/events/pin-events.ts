/** The events of pins, and of what somebody lets through, or out of the quarantine. @module */

import type { TermErrorCode } from '../base/errors.ts'
import type { OfTerm } from './of-term.ts'

/** An edition was pinned: it stays live, whatever comes after it. A \`term.swapped\` comes first if another one was live. */
export interface TermPinned extends OfTerm {
  readonly type: 'term.pinned'
  readonly version: string | undefined
  /** The first 16 hex digits of the SHA-256 of its bytes. */
  readonly digest: string | undefined
}

/** The pin ended: the newest edition is live. */
export interface TermUnpinned extends OfTerm {
  readonly type: 'term.unpinned'
  /** The version that was pinned. */
  readonly version: string | undefined
  /** The version that is live now. */
  readonly live: string | undefined
}

/** A newer edition came, and a pin keeps another one live. Told once for each newer edition. */
export interface TermHeldBack extends OfTerm {
  readonly type: 'term.held-back'
  readonly version: string | undefined
  /** The first 16 hex digits of the SHA-256 of its bytes. */
  readonly digest: string | undefined
  readonly live: string | undefined
}

/** A payload that guards refused is published once it comes again, whatever they say, because somebody said so. */
export interface TermAccepted extends OfTerm {
  readonly type: 'term.accepted'
  readonly version: string | undefined
  /** The first 16 hex digits of the SHA-256 of its bytes. */
  readonly digest: string
  /** The guard that refused it, such as `maxShrink`. */
  readonly rule: string | undefined
}

/** A payload that was refused may be tried again, because somebody said so. */
export interface TermReleased extends OfTerm {
  readonly type: 'term.released'
  readonly version: string | undefined
  /** The first 16 hex digits of the SHA-256 of its bytes. */
  readonly digest: string
  /** Why it was refused. */
  readonly code: TermErrorCode | undefined
}
