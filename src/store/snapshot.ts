/** A value with all that is known of it, from one moment: as readers see it, and as it is kept. @module */

/** Where a value came from. */
export type Origin = 'remote' | 'initial'

/** A value with all that is known of it, from one moment; frozen, and each reading of a date makes a new one. */
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
  /** Not confirmed for longer than `maxStale`. */
  readonly stale: boolean
  /** Its size in bytes as it came over the wire; `undefined` for the `initial` value. */
  readonly bytes: number | undefined
}

/** The moments of a snapshot, in epoch ms. */
interface Moments {
  readonly updatedAt: number | undefined
  readonly confirmedAt: number | undefined
}

/** The same with plain numbers, which nobody can change. */
export type Facts<V> = Omit<Snapshot<V>, keyof Moments> & Moments

// Not seen by whoever copies, clones or prints the snapshot.
const MOMENTS = Symbol('moments')

interface Kept {
  readonly [MOMENTS]: Moments
}

const dateOf = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at))

// By this Node prints it, and would otherwise print that there are getters.
const PRINTED = Symbol.for('nodejs.util.inspect.custom')

// A date can't be frozen, and all readers share the snapshot. The same two functions for all of them: V8 then reads the value
// of each alike.
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

export function snapshotOf<V>({ updatedAt, confirmedAt, ...facts }: Facts<V>): Snapshot<V> {
  const { value, version, origin, stale, bytes } = facts
  const snapshot = { value, version, origin, stale, bytes, [MOMENTS]: { updatedAt, confirmedAt } }
  Object.defineProperty(snapshot, MOMENTS, { enumerable: false })
  return Object.freeze(Object.defineProperties(snapshot, DATES)) as unknown as Snapshot<V>
}

export function factsOf<V>(snapshot: Snapshot<V>): Facts<V> {
  const { value, version, origin, stale, bytes } = snapshot
  return { value, version, origin, stale, bytes, ...(snapshot as unknown as Kept)[MOMENTS] }
}
