/** The events of deltas, of which a fetcher of publications makes a payload. @module */

import type { TermErrorCode } from '../base/errors.ts'
import type { OfTerm } from './of-term.ts'

interface OfDelta extends OfTerm {
  /** The SHA-256 of the payload that was held, in hex. */
  readonly from: string
  readonly to: string
  /** How many bytes the delta has. */
  readonly size: number
}

/** A payload was made of one that was held, and of what had changed since. */
export interface DeltaUsed extends OfDelta {
  readonly type: 'delta.used'
}

/** A delta came to nothing, and the payload is downloaded whole. */
export interface DeltaFailed extends OfDelta {
  readonly type: 'delta.failed'
  readonly error: unknown
  readonly code: TermErrorCode
}

export type DeltaEvent = DeltaUsed | DeltaFailed
