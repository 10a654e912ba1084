/** Decides which edition is live, and tells everybody who has to know, whoever made it live. @module */

import type { Known } from '../fetch/fetcher.ts'
import type { Cell } from './cell.ts'
import type { Edition } from './edition.ts'
import { cameFromOrigin, liveOf } from './live.ts'
import type { Standing } from './standing.ts'

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

/** The shelf behind a cell. There may be thousands of shelves, so their methods are functions that all share. */
export interface Shelf<V> {
  readonly cell: Cell<V>
  /** Hears of each swap, right after it. */
  readonly heard: (swap: Swap<V>) => void
}

/** Takes an edition that has just been made, and makes it live at once, since there is room for only one. */
export const put = <V>(
  shelf: Shelf<V>,
  edition: Edition<V>,
  by: Swap<V>['by'],
  confirmedAt = edition.publishedAt,
): void => makeLive(shelf, edition, confirmedAt, by)

/** Makes an edition live, which the origin last confirmed at that moment, in epoch ms. */
export function makeLive<V>(
  { cell, heard }: Shelf<V>,
  edition: Edition<V>,
  confirmedAt: number | undefined,
  by: Swap<V>['by'],
): void {
  const replaced = cell.live()?.edition
  cell.hold(liveOf(edition, confirmedAt), true)
  heard({ edition, replaced, by })
}

export function confirm<V>({ cell }: Shelf<V>, { at, known }: Confirmation): void {
  const live = cell.live()
  if (!cameFromOrigin(live)) return
  const edition = known === undefined ? live.edition : Object.freeze({ ...live.edition, known })
  if (at !== undefined) cell.hold(liveOf(edition, at), false)
  // Readers see nothing of it, and keep the snapshot that they have.
  else if (known !== undefined) cell.hold({ ...live, edition }, false)
}

/** Notes how far the live edition may be relied on from now on. */
export function setStanding<V>({ cell }: Shelf<V>, standing: Standing): void {
  const live = cell.live()
  if (live === undefined || live.standing === standing) return
  cell.hold(liveOf(live.edition, live.confirmedAt, standing), false)
}
