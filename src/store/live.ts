/** The edition that readers get, with what was heard of it since it came. @module */

import type { Edition } from './edition.ts'
import { type Snapshot, snapshotOf } from './snapshot.ts'
import type { Standing } from './standing.ts'

export interface Live<V> {
  readonly edition: Edition<V>
  /** When it was last confirmed, in epoch ms. */
  readonly confirmedAt: number | undefined
  readonly standing: Standing
  /** The snapshot that readers see, once one of them has looked. */
  shown: Snapshot<V> | undefined
}

/** Is there a value that an origin has sent, be it in this process or in an earlier one? */
export const cameFromOrigin = (live: Live<unknown> | undefined): live is Live<unknown> =>
  live !== undefined && live.edition.origin !== 'initial'

export const liveOf = <V>(
  edition: Edition<V>,
  confirmedAt: number | undefined,
  standing: Standing = 'fresh',
): Live<V> => ({ edition, confirmedAt, standing, shown: undefined })

/**
 * The snapshot of the live edition. It is made once, when somebody asks: in a fleet of terms, nobody may ever look at
 * more than the value.
 */
export function shownOf<V>(live: Live<V>): Snapshot<V> {
  const { edition, confirmedAt, standing } = live
  live.shown ??= snapshotOf(edition, { updatedAt: edition.publishedAt, confirmedAt }, standing)
  return live.shown
}
