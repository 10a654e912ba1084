/**
 * The seam to a place that holds editions which memory doesn't, such as generations on a disk. A shelf without one works as
 * well; with one, `history`, `pin` and `rollback` go further back, and a pin outlives the process:
 *
 * - Before a term starts, its keeper sets what was noted: `attachArchive(shelf, archive, pin)`. From then on only the edition of
 *   that pin goes live, whether an attempt brings it or `put` does for the archive; any other is held back.
 * - Whoever loads an edition at the start gives it to `put(shelf, edition, 'hand', confirmedAt)`, as attempts do, if
 *   `cell.live()` isn't one that came from an origin by then.
 *
 * @module
 */

import type { Edition } from './edition.ts'
import type { Pin } from './pin.ts'

/** What is known of an edition before it is loaded. */
export interface Archived
  extends Pick<
    Edition<unknown>,
    'version' | 'digest' | 'bytes' | 'source' | 'publishedAt' | 'modifiedAt' | 'signedBy'
  > {
  /** Whether it was ever live, or a pin has held it back since it came. @defaultValue `true` */
  readonly wasLive?: boolean | undefined
}

/** An edition that was loaded, and when the origin last confirmed it, in epoch ms. */
export interface Brought<V> {
  readonly edition: Edition<V>
  readonly confirmedAt: number | undefined
}

export interface Archive<V> {
  /** What is there, the newest first, as far as anybody has looked. It may list what memory holds as well. */
  list(): readonly Archived[]
  /** The digest of what the origin was last known to have, where that was noted: it may have gone back to an older one. */
  newest?(): string | undefined
  /** Looks, where nobody has. It never rejects. `pin` and `rollback` wait for it when memory lacks what they want. */
  look(): Promise<void>
  /** Loads one that is listed. @throws TermError why it can't be had: the live one then stays */
  bring(archived: Archived): Promise<Brought<V>>
  /** Hears of each pin, and of its end, and resolves when that is kept. It never rejects. */
  pinned(pin: Pin | undefined): Promise<void>
}
