/**
 * What a shelf holds beside the live edition: those before it, those that a pin holds back, and the pin itself.
 *
 * At most `depth` editions before the newest are held, and the live one in any case. Under a pin it may be older than all
 * of those, so there are never more than `depth + 2`.
 *
 * @module
 */

import type { Archive } from './archive.ts'
import type { Edition } from './edition.ts'
import type { Live } from './live.ts'
import { isPinned, type Named, type Pin } from './pin.ts'

/** An edition with its place in the order in which they came. */
export interface Held<V> {
  edition: Edition<V>
  /** When it was last confirmed, in epoch ms. */
  confirmedAt: number | undefined
  /** How many editions had been live when it last ceased to be; 0 if it never was. */
  lastLive: number
  /** Whether its value was let go, since the user keeps values, and only one. */
  readonly isHollow: boolean
}

export interface Backlist<V> {
  depth: number
  pin: Pin | undefined
  /** In the order in which they came, the newest first; the live one is among them, unless it is `initial`. */
  held: readonly Held<V>[]
  /** The one of them that is live. */
  live: Held<V> | undefined
  archive: Archive<V> | undefined
  /** How often somebody has asked for a pin: the last one counts. */
  calls: number
  /** Whether somebody has asked for none: what an archive had kept before that counts no more. */
  isLetGo: boolean
}

export function backlistOf<V>(depth: number, live: Live<V> | undefined): Backlist<V> {
  const first = live === undefined || live.edition.origin === 'initial' ? undefined : heldOf(live)
  const held = first ? [first] : []
  return { depth, pin: undefined, held, live: first, archive: undefined, calls: 0, isLetGo: false }
}

type Facts<V> = Pick<Held<V>, 'edition' | 'confirmedAt'>

const heldOf = <V>({ edition, confirmedAt }: Facts<V>, isHollow = false): Held<V> => ({
  edition,
  confirmedAt,
  lastLive: 0,
  isHollow,
})

/** Are they of the same bytes? */
const isSame = (one: Named, other: Named): boolean =>
  one === other || (one.digest !== undefined && one.digest === other.digest)

/** Shelves an edition as the newest. The same bytes are held once. */
export function shelve<V>(backlist: Backlist<V>, facts: Facts<V>, isHollow = false): void {
  const others = backlist.held.filter(
    (held) => held === backlist.live || !isSame(held.edition, facts.edition),
  )
  backlist.held = [heldOf(facts, isHollow), ...others]
  trim(backlist)
}

/** Shelves an edition from elsewhere behind those that came after it, or in the same millisecond. */
export function shelveBehind<V>(backlist: Backlist<V>, facts: Facts<V>): Held<V> {
  const { held } = backlist
  const shelved = heldOf(facts)
  const isLater = laterThan(backlist, facts.edition)
  const at = held.findLastIndex(({ edition }) => isLater(edition)) + 1
  backlist.held = [...held.slice(0, at), shelved, ...held.slice(at)]
  return shelved
}

/** The order of the archive is true, and so is what the origin had last; times are where no wall clock was set. */
function laterThan<V>({ archive }: Backlist<V>, brought: Edition<V>): (edition: Edition<V>) => boolean {
  const newest = archive?.newest?.()
  const places = new Map(archive?.list().map(({ digest }, at) => [digest, at]))
  const place = places.get(brought.digest)
  return ({ digest, publishedAt }) => {
    if (newest !== undefined && (digest === newest || brought.digest === newest)) return digest === newest
    const other = places.get(digest)
    if (place !== undefined && other !== undefined) return other <= place
    return (publishedAt ?? 0) >= (brought.publishedAt ?? 0)
  }
}

/** Notes that an edition takes the place of the one that was live; one that isn't there yet is the newest. */
export function noteSwap<V>(
  backlist: Backlist<V>,
  next: Facts<V>,
  before: Live<V> | undefined,
  publications: number,
): void {
  const { live } = backlist
  if (live !== undefined && before !== undefined) {
    live.edition = before.edition
    live.confirmedAt = before.confirmedAt
    live.lastLive = publications
  }
  if (next.edition.origin === 'initial') {
    backlist.live = undefined
    return
  }
  const find = () => backlist.held.find(({ edition }) => isSame(edition, next.edition))
  if (find() === undefined) shelve(backlist, next)
  const found = find() as Held<V>
  found.edition = next.edition
  backlist.live = found
  backlist.held = backlist.held.filter((one) => one === found || !isSame(one.edition, found.edition))
  trim(backlist)
}

/** An edition that is held is the newest again: the live one, as its origin offers it once more, or another. */
export function noteReturn<V>(backlist: Backlist<V>, held = backlist.live): void {
  if (held === undefined) return
  backlist.held = [held, ...backlist.held.filter((other) => other !== held)]
  trim(backlist)
}

/** Lets go of what is beyond the bound. */
function trim<V>(backlist: Backlist<V>): void {
  const { depth, held, live } = backlist
  const kept = held.filter((one, at) => at <= depth || one === live)
  if (kept.length < held.length) backlist.held = kept
}

/** What a pin holds back: the newest edition, where that isn't live. */
export function heldBack<V>(backlist: Backlist<V> | undefined): Held<V> | undefined {
  const newest = backlist?.held[0]
  return newest === backlist?.live ? undefined : newest
}

/** Would the pin keep an edition with this name from being live? */
export function isHeldBack<V>({ pin, live }: Backlist<V>, named: Named): boolean {
  if (pin === undefined) return false
  const isThere = live !== undefined && isPinned(pin, live.edition)
  return isThere || !isPinned(pin, named)
}

/** The one that was live last, of those that came before the live one. */
export function before<V>({ held, live }: Backlist<V>): Held<V> | undefined {
  if (live === undefined) return undefined
  const earlier = held.slice(held.indexOf(live) + 1).filter(({ lastLive }) => lastLive > 0)
  return earlier.toSorted((one, other) => other.lastLive - one.lastLive)[0]
}
