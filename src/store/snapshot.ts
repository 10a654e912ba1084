/** A snapshot: a value with all that is known of it, from one moment, as readers see it. @module */

import type { Edition, Origin } from './edition.ts'
import { hasExpired, hasGoneStale, type Standing } from './standing.ts'

/** A value with all that is known of it, from one moment. It is frozen, and each reading of a date makes a new date. */
export interface Snapshot<V> {
  readonly value: V
  /** The origin's name for it, or else its digest; `undefined` for the `initial` value. */
  readonly version: string | undefined
  /** When this value was published; `undefined` for the `initial` value. */
  readonly updatedAt: Date | undefined
  /**
   * When it was last confirmed: by being sent, or by the origin that is meant to answer, which says that there is nothing
   * newer. When a fallback says so, it confirms nothing. `undefined` for the `initial` value.
   */
  readonly confirmedAt: Date | undefined
  readonly origin: Origin
  /** Whether it has gone unconfirmed for longer than `maxStale`, or than the origin allows; also when it has expired. */
  readonly stale: boolean
  /** Whether it has gone unconfirmed for longer than `maxAge`, or its signature has expired. */
  readonly expired: boolean
  /** Its size in bytes as it came over the wire; `undefined` for the `initial` value. */
  readonly bytes: number | undefined
}

/** The moments of a snapshot, in epoch ms. */
interface Moments {
  readonly updatedAt: number | undefined
  readonly confirmedAt: number | undefined
}

// Nobody who copies, clones or prints the snapshot sees this.
const MOMENTS = Symbol('moments')

interface Kept {
  readonly [MOMENTS]: Moments
}

const dateOf = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at))

// Node prints the snapshot by this, and would otherwise print only that there are getters.
const PRINTED = Symbol.for('nodejs.util.inspect.custom')

// A date can't be frozen, and all readers share the snapshot. All snapshots share these two functions, so that V8 reads
// the value of each alike.
const DATES = {
  updatedAt: {
    enumerable: true,
    get(this: Kept) {
      return dateOf(this[MOMENTS].updatedAt)
    },
  },
  confirmedAt: {
    enumerable: true,
    get(this: Kept) {
      return dateOf(this[MOMENTS].confirmedAt)
    },
  },
  [PRINTED]: {
    value(this: object) {
      return { ...this }
    },
  },
}

export function snapshotOf<V>(edition: Edition<V>, moments: Moments, standing: Standing): Snapshot<V> {
  const { value, version, origin, bytes } = edition
  const [stale, expired] = [hasGoneStale(standing), hasExpired(standing)]
  const snapshot = Object.defineProperty({ value, version, origin, stale, expired, bytes }, MOMENTS, {
    value: Object.freeze(moments),
  })
  return Object.freeze(Object.defineProperties(snapshot, DATES)) as unknown as Snapshot<V>
}
