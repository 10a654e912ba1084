/** Decides which edition is live, and tells everybody who has to know, whoever made it live. @module */

import type { Known } from '../fetch/fetcher.ts'
import type { Cell } from './cell.ts'
import type { Edition } from './edition.ts'
import { liveOf } from './live.ts'

/** Another edition is live. */
export interface Swap<V> {
  readonly edition: Edition<V>
  /** The edition that was live before. */
  readonly replaced: Edition<V> | undefined
  /** Who made it live: an attempt of the chart, or somebody beside it. */
  readonly by: 'attempt' | 'hand'
}

/** An origin said of the live edition that there is nothing newer. */
export interface Confirmation {
  /** When it said so, in epoch ms; `undefined` if it isn't the origin that is meant to. */
  readonly at: number | undefined
  /** What to ask with from now on; `undefined` means the same as before. */
  readonly known: Known | undefined
}

export interface Shelf<V> {
  /** Takes an edition that has just been made, and makes it live at once, since there is room for only one. */
  put(edition: Edition<V>, by: Swap<V>['by']): void
  /** Makes an edition live, which the origin last confirmed at that moment, in epoch ms. */
  makeLive(edition: Edition<V>, confirmedAt: number | undefined, by: Swap<V>['by']): void
  confirm(confirmation: Confirmation): void
  markStale(): void
}

/** Makes the shelf behind a cell. `heard` is told of each swap, right after it. */
export function shelf<V>(cell: Cell<V>, heard: (swap: Swap<V>) => void): Shelf<V> {
  function makeLive(edition: Edition<V>, confirmedAt: number | undefined, by: Swap<V>['by']): void {
    const replaced = cell.live()?.edition
    cell.hold(liveOf(edition, confirmedAt), true)
    heard({ edition, replaced, by })
  }

  return {
    put: (edition, by) => makeLive(edition, edition.publishedAt, by),
    makeLive,
    confirm({ at, known }) {
      const live = cell.live()
      if (live?.edition.origin !== 'remote') return
      const edition = known === undefined ? live.edition : Object.freeze({ ...live.edition, known })
      if (at !== undefined) cell.hold(liveOf(edition, at), false)
      else if (known !== undefined) cell.hold(liveOf(edition, live.confirmedAt, live.stale), false)
    },
    markStale() {
      const live = cell.live()
      if (live !== undefined) cell.hold(liveOf(live.edition, live.confirmedAt, true), false)
    },
  }
}
