/**
 * Decides which edition is live, and tells everybody who has to know, whoever made it live. That is the newest one, unless
 * a pin keeps another.
 *
 * @module
 */

import type { Known } from '../fetch/fetcher.ts'
import type { Archive } from './archive.ts'
import {
  type Backlist,
  backlistOf,
  type Held,
  heldBack,
  isHeldBack,
  noteReturn,
  noteSwap,
  shelve,
} from './backlist.ts'
import type { Cell } from './cell.ts'
import type { Edition, Signed } from './edition.ts'
import { cameFromOrigin, liveOf } from './live.ts'
import type { Named, Pin } from './pin.ts'
import type { Standing } from './standing.ts'

/** Another edition is live. */
export interface Swap<V> {
  readonly edition: Edition<V>
  /** The edition that was live before. */
  readonly replaced: Edition<V> | undefined
  /** Who made it live: an attempt of the chart, or somebody beside it. */
  readonly by: 'attempt' | 'hand'
}

/** An origin said of the newest edition that there is nothing newer. */
export interface Confirmation {
  /** When it said so, in epoch ms; `undefined` if it isn't the origin that is meant to. */
  readonly at: number | undefined
  /** What to ask with from now on; `undefined` means the same as before. */
  readonly known: Known | undefined
  /** Who signed the same bytes anew; absent: nobody has. */
  readonly signed?: Signed | undefined
}

/** The shelf behind a cell. There may be thousands of shelves, so their methods are functions that all share. */
export interface Shelf<V> {
  readonly cell: Cell<V>
  /** Hears of each swap, right after it. */
  readonly hearer: { heard(swap: Swap<V>): void }
  /** What is held beside the live edition; most shelves hold nothing, and have no pin. */
  backlist: Backlist<V> | undefined
}

export function shelf<V>(cell: Cell<V>, hearer: Shelf<V>['hearer'], depth = 0): Shelf<V> {
  return { cell, hearer, backlist: depth > 0 ? backlistOf(depth, cell.live()) : undefined }
}

/** The backlist of a shelf that needs one. */
export function behind<V>(shelf: Shelf<V>): Backlist<V> {
  shelf.backlist ??= backlistOf(0, shelf.cell.live())
  return shelf.backlist
}

/** Lets an archive stand behind the shelf, with the pin that it has kept. It hears of no swap by this. */
export function attachArchive<V>(shelf: Shelf<V>, archive: Archive<V>, pin?: Pin): void {
  const backlist = behind(shelf)
  backlist.archive = archive
  backlist.pin ??= pin
}

/**
 * Takes an edition that has just come, and makes it live at once, unless a pin keeps another live: then it waits.
 *
 * @returns whether it is live
 */
export function put<V>(
  shelf: Shelf<V>,
  edition: Edition<V>,
  by: Swap<V>['by'],
  confirmedAt = edition.publishedAt,
): boolean {
  const { backlist } = shelf
  if (backlist === undefined) {
    makeLive(shelf, edition, confirmedAt, by)
    return true
  }
  const { live, pin } = backlist
  if (isHeldBack(backlist, edition)) {
    // What stands for a value that is still to come is nothing to wait for.
    if (edition.origin === 'initial') return false
    if (live?.edition.digest !== undefined && live.edition.digest === edition.digest) noteReturn(backlist)
    else shelve(backlist, { edition, confirmedAt })
    return false
  }
  // What the version alone had named is known by its bytes from now on.
  if (pin !== undefined && pin.digest === undefined) {
    backlist.pin = pinOn(edition, pin.at)
    void backlist.archive?.pinned(backlist.pin)
  }
  if (edition.origin !== 'initial') shelve(backlist, { edition, confirmedAt })
  makeLive(shelf, edition, confirmedAt, by)
  return true
}

/** Would a pin keep an edition with this name from being live? */
export const holdsBack = <V>({ backlist }: Shelf<V>, named: Named): boolean =>
  backlist !== undefined && isHeldBack(backlist, named)

/** Makes an edition live, which the origin last confirmed at that moment, in epoch ms. */
export function makeLive<V>(
  { cell, hearer, backlist }: Shelf<V>,
  edition: Edition<V>,
  confirmedAt: number | undefined,
  by: Swap<V>['by'],
): void {
  const live = cell.live()
  if (backlist !== undefined) noteSwap(backlist, { edition, confirmedAt }, live, cell.publications())
  cell.hold(liveOf(edition, confirmedAt), true)
  hearer.heard({ edition, replaced: live?.edition, by })
}

/** Is an edition of these bytes the newest one, or the live one behind a newer one? */
export function standing<V>({ cell, backlist }: Shelf<V>, digest: string): 'newest' | 'live' | undefined {
  const live = cell.live()?.edition
  const waiting = heldBack(backlist)?.edition
  if (waiting?.digest === digest) return 'newest'
  if (live?.digest !== digest) return undefined
  return waiting === undefined ? 'newest' : 'live'
}

/** The origin offers the live edition once more: it is the newest again. */
export const comeBack = <V>(shelf: Shelf<V>): void => noteReturn(behind(shelf))

/**
 * Makes an earlier edition that is held the newest again, as if its origin had offered it once more: it is live at once,
 * unless a pin keeps another.
 */
export function bringBack<V>(shelf: Shelf<V>, held: Held<V>): void {
  const backlist = behind(shelf)
  if (backlist.live !== held && !isHeldBack(backlist, held.edition))
    makeLive(shelf, held.edition, held.confirmedAt, 'hand')
  noteReturn(backlist, held)
}

/** Holds so many earlier editions from now on, if it hasn't held more. */
export function deepen<V>(shelf: Shelf<V>, depth: number): void {
  const backlist = behind(shelf)
  backlist.depth = Math.max(backlist.depth, depth)
}

/** Shelves an edition of which only the name is kept, and which is not live. */
export const shelveHollow = <V>(shelf: Shelf<V>, edition: Edition<V>): void =>
  shelve(behind(shelf), { edition, confirmedAt: edition.publishedAt }, true)

/** Takes the pin along to an edition that can't be held back any more. */
export function movePin<V>(shelf: Shelf<V>, edition: Edition<V>): void {
  const backlist = behind(shelf)
  backlist.pin = pinOn(edition, backlist.pin?.at ?? 0)
  void backlist.archive?.pinned(backlist.pin)
}

/** The newest edition, whether it is live or a pin holds it back: what a probe asks about, and the gate compares with. */
export const newest = <V>({ cell, backlist }: Shelf<V>): Edition<V> | undefined =>
  heldBack(backlist)?.edition ?? cell.live()?.edition

const pinOn = <V>({ version, digest }: Edition<V>, at: number): Pin => Object.freeze({ version, digest, at })

/** Keeps this edition live from now on, and makes it so if it isn't. */
export function pin<V>(shelf: Shelf<V>, held: Held<V>, at: number): void {
  const backlist = behind(shelf)
  backlist.pin = pinOn(held.edition, at)
  if (backlist.live !== held) makeLive(shelf, held.edition, held.confirmedAt, 'hand')
}

/**
 * Ends the pin: the newest edition is live.
 *
 * @returns whether its value is here; one that was let go has to be fetched once more
 */
export function unpin<V>(shelf: Shelf<V>): boolean {
  const { backlist } = shelf
  if (backlist === undefined) return true
  backlist.pin = undefined
  const next = heldBack(backlist)
  if (next === undefined) return true
  if (next.isHollow) backlist.held = backlist.held.filter(({ isHollow }) => !isHollow)
  else makeLive(shelf, next.edition, next.confirmedAt, 'hand')
  return !next.isHollow
}

/** Notes that the origin has nothing newer than the newest edition. It says nothing of an older one that a pin keeps live. */
export function confirm<V>({ cell, backlist }: Shelf<V>, { at, known, signed }: Confirmation): void {
  const waiting = heldBack(backlist)
  if (waiting !== undefined) {
    waiting.edition = withNews(waiting.edition, known, signed)
    waiting.confirmedAt = at ?? waiting.confirmedAt
    return
  }
  const live = cell.live()
  if (!cameFromOrigin(live)) return
  const edition = withNews(live.edition, known, signed)
  if (at !== undefined) cell.hold(liveOf(edition, at), false)
  // Readers see nothing of it, and keep the snapshot that they have.
  else if (edition !== live.edition) cell.hold({ ...live, edition }, false)
}

/** The same edition where there are none. */
function withNews<V>(edition: Edition<V>, known: Known | undefined, signed: Signed | undefined): Edition<V> {
  if (known === undefined && signed === undefined) return edition
  return Object.freeze({ ...edition, known: known ?? edition.known, ...signed })
}

/** Notes how far the live edition may be relied on from now on. */
export function setStanding<V>({ cell }: Shelf<V>, standing: Standing): void {
  const live = cell.live()
  if (live === undefined || live.standing === standing) return
  cell.hold(liveOf(live.edition, live.confirmedAt, standing), false)
}
