/** What the screen shows, at one moment. Plain data. @module */

import type { TermState } from '../../src/index.ts'
import type { News } from './news.ts'

export interface TermRow {
  readonly name: string
  readonly state: TermState | 'down'
  readonly version: string | undefined
  readonly stale: boolean
  /** Since the value was last confirmed, in ms. */
  readonly ageMs: number | undefined
  /** Until the next attempt, in ms. */
  readonly nextMs: number | undefined
  /** Failures in a row. */
  readonly failures: number
  readonly restarts: number
  /** Over the wire. */
  readonly bytes: number | undefined
  /** The code of the last error, while there is one. */
  readonly error: string | undefined
  /** What a read of it gives right now. */
  readonly answer: string | undefined
}

export interface Model {
  readonly upMs: number
  readonly origin: { readonly url: string; readonly fault: string | undefined; readonly editions: number }
  /** The root. */
  readonly supervisor: {
    readonly state: string
    /** Restarts that it would still allow. */
    readonly budget: number
    readonly limit: number
    /** Until it has cooled down, in ms. */
    readonly coolsForMs: number | undefined
  }
  readonly terms: readonly TermRow[]
  readonly reads: {
    readonly perSecond: readonly number[]
    readonly total: number
    readonly failed: number
  }
  /** The newest last. */
  readonly news: readonly News[]
}
