/** The events of deltas, of which a fetcher of publications makes a payload. @module */

import type { TermErrorCode } from '../base/errors.ts'
import type { OfTerm } from './of-term.ts'

interface OfDelta extends OfTerm {
  /** The SHA-256 of the payload that was held, in hex. */
  readonly from: string
  /** `undefined` where nobody has said before, as over plain HTTP. */
  readonly to: string | undefined
  /** How many bytes the delta has. */
  readonly size: number
  /** What it changes: the bytes of the payload, or the records of the value. */
  readonly of: 'bytes' | 'records'
}

/** A payload, or a value, was made of one that was held, and of what had changed since. */
export interface DeltaUsed extends OfDelta {
  readonly type: 'delta.used'
}

/**
 * A delta came to nothing: after one of records comes one of bytes, if there is one, and then the payload whole. Where deltas of
 * records are offered and none is taken, it is told why, each reason once.
 */
export interface DeltaFailed extends OfDelta {
  readonly type: 'delta.failed'
  readonly error: unknown
  readonly code: TermErrorCode
}

export type DeltaEvent = DeltaUsed | DeltaFailed
