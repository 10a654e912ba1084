/** Describes what the screen shows at one moment, as plain data. @module */

import type { TermState } from '../../src/index.ts'
import type { News } from './news.ts'

export interface TermRow {
  readonly name: string
  readonly state: TermState | 'down'
  readonly version: string | undefined
  readonly stale: boolean
  /** How long ago the value was last confirmed, in ms. */
  readonly ageMs: number | undefined
  /** How long it is until the next attempt, in ms. */
  readonly nextMs: number | undefined
  /** Failures in a row. */
  readonly failures: number
  readonly restarts: number
  /** How many bytes came over the wire. */
  readonly bytes: number | undefined
  /** The code of the last error, while there is one. */
  readonly error: string | undefined
  /** What a reader gets right now. */
  readonly answer: string | undefined
}

export interface Model {
  /** The link to the dashboard, with the token of this run in the part that no server sees. */
  readonly dashboard: string
  readonly upMs: number
  readonly origin: { readonly url: string; readonly fault: string | undefined; readonly editions: number }
  /** The root supervisor. */
  readonly supervisor: {
    readonly state: string
    /** How many restarts it would still allow. */
    readonly budget: number
    readonly limit: number
    /** How long it is until it has cooled down, in ms. */
    readonly coolsForMs: number | undefined
  }
  readonly terms: readonly TermRow[]
  readonly reads: {
    readonly perSecond: readonly number[]
    readonly total: number
    readonly failed: number
  }
  /** The lines of news, the newest last. */
  readonly news: readonly News[]
}
