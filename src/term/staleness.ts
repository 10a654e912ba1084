/**
 * Tells when a value has gone unconfirmed for too long, and when it has expired: at that moment, without traffic, and once
 * for each edge.
 *
 * Ages are of the monotonic clock, which no step of the wall clock changes; a signature expires by the wall clock, since
 * its date comes from outside, and no confirmation makes it last longer.
 *
 * @module
 */

import { clampDelay } from '../../machines/index.ts'
import type { Clock } from '../base/clock.ts'
import { patience } from '../base/patience.ts'
import { goodUntil } from '../fetch/contract/good-until.ts'
import type { Live } from '../store/live.ts'
import { setStanding } from '../store/shelf.ts'
import { type Standing, worst } from '../store/standing.ts'
import type { Keeper } from './keeper.ts'
import { tell } from './tell.ts'
import { endWaits } from './wait.ts'

/** What is known of a value's age. There may be thousands of these, so what works on them are functions that all share. */
export interface Staleness {
  readonly clock: Clock
  /** When the value was confirmed; without a value, when the watch began. By the monotonic clock, like the next. */
  confirmedAt: number
  /** Until when the origin lets the value pass though it can't be asked; `undefined` means that it doesn't say. */
  vouchedUntil: number | undefined
  /** Whether the origin was asked since, and didn't confirm the value. */
  isDoubted: boolean
  /** What the tree has been told. */
  told: Standing
  /** Whether nobody watches any more: from then on, who looks finds out. */
  hasEnded: boolean
  disarm: (() => void) | undefined
}

// The wall clock may be set, and this is how soon that is noticed.
const WALL_CLOCK_MS = 60_000

/** Begins to watch the age of a value that was confirmed `ageMs` ago; without one, with its first confirmation. */
export function watchStaleness(keeper: Keeper, clock: Clock, ageMs: number): void {
  const confirmedAt = clock.monotonic() - ageMs
  keeper.staleness = {
    clock,
    confirmedAt,
    vouchedUntil: undefined,
    isDoubted: false,
    told: 'fresh',
    hasEnded: false,
    disarm: undefined,
  }
  // It is told after this step: a tree that takes terms in isn't heard yet.
  if (keeper.cell.live() !== undefined) arm(keeper, keeper.staleness)
}

/** Ends the watch. */
export function endStaleness({ staleness }: Keeper): void {
  if (staleness === undefined) return
  staleness.hasEnded = true
  staleness.disarm?.()
}

/** Notes that the value is confirmed, or was so many ms ago, and until when the origin vouches for it. */
export function confirmAge(keeper: Keeper, ageMs: number, vouchedUntil: number | undefined): void {
  const { staleness } = keeper
  if (staleness === undefined) return
  staleness.confirmedAt = staleness.clock.monotonic() - ageMs
  staleness.vouchedUntil = vouchedUntil
  staleness.isDoubted = false
  lookAtAge(keeper)
}

/** Notes that the origin which is meant to answer was asked, and didn't confirm the value. */
export function doubtAge(keeper: Keeper): void {
  const { staleness } = keeper
  if (staleness === undefined) return
  staleness.isDoubted = true
  if (staleness.vouchedUntil !== undefined) lookAtAge(keeper)
}

/** How long ago the value was confirmed, in ms. */
export const ageOfValue = ({ clock, confirmedAt }: Staleness): number => clock.monotonic() - confirmedAt

/** When the live value expires, or has expired, in epoch ms; `undefined` means never. */
export function expiryOf(keeper: Keeper): number | undefined {
  const { staleness, options } = keeper
  const live = keeper.cell.live()
  if (live === undefined) return undefined
  const { maxAgeMs } = options
  const byAge =
    staleness === undefined || maxAgeMs === null
      ? Number.POSITIVE_INFINITY
      : staleness.clock.now() + maxAgeMs - ageOfValue(staleness)
  const first = Math.min(byAge, signedUntil(keeper, live))
  return first === Number.POSITIVE_INFINITY ? undefined : first
}

/** Looks how far the value may be relied on, notes it, and tells it where that is new. */
export function lookAtAge(keeper: Keeper): void {
  const { staleness, shelf, cell, derivation } = keeper
  const live = cell.live()
  if (staleness === undefined || live === undefined) return
  const own = standingOf(keeper, staleness, live)
  // What is made of other values may be relied on as far as these.
  const standing = derivation === undefined ? own : worst(own, derivation.standing(live))
  setStanding(shelf, standing)
  const isEdge = staleness.told !== standing
  staleness.told = standing
  if (!staleness.hasEnded) arm(keeper, staleness)
  if (!isEdge) return
  endWaits(cell, keeper.waiting)
  tellStanding(keeper, staleness, standing)
}

/** By its signature, whoever has verified that: the term, or its fetcher. */
function signedUntil({ options: { fetcher } }: Keeper, { edition }: Live<unknown>): number {
  return Math.min(edition.claim?.expires ?? Number.POSITIVE_INFINITY, goodUntil(fetcher, edition.known))
}

/** How much is left until the value is stale, and until it has expired, in ms; below 0 when it is. */
function remaining(keeper: Keeper, staleness: Staleness, live: Live<unknown>) {
  const { clock, vouchedUntil, isDoubted } = staleness
  const { maxStaleMs, maxAgeMs } = keeper.options
  const age = ageOfValue(staleness)
  const bound = (ms: number | null) => (ms === null ? Number.POSITIVE_INFINITY : ms - age)
  const vouched = isDoubted && vouchedUntil !== undefined ? vouchedUntil - clock.monotonic() : undefined
  return {
    fresh: Math.min(bound(maxStaleMs), vouched ?? Number.POSITIVE_INFINITY),
    good: Math.min(bound(maxAgeMs), signedUntil(keeper, live) - clock.now()),
  }
}

function standingOf(keeper: Keeper, staleness: Staleness, live: Live<unknown>): Standing {
  const { fresh, good } = remaining(keeper, staleness, live)
  if (good <= 0) return keeper.options.withholds ? 'withheld' : 'expired'
  return fresh <= 0 ? 'stale' : 'fresh'
}

/** Sets the timer for the next look. */
function arm(keeper: Keeper, staleness: Staleness): void {
  staleness.disarm?.()
  staleness.disarm = undefined
  const live = keeper.cell.live()
  if (live === undefined) return
  const { clock, told } = staleness
  const { fresh, good } = remaining(keeper, staleness, live)
  const wait = told === 'fresh' ? Math.min(fresh, good) : told === 'stale' ? good : Number.POSITIVE_INFINITY
  const look = () => lookAtAge(keeper)
  if (signedUntil(keeper, live) !== Number.POSITIVE_INFINITY && wait > WALL_CLOCK_MS) {
    const timer = clock.setTimeout(look, WALL_CLOCK_MS)
    staleness.disarm = () => clock.clearTimeout(timer)
  } else if (wait !== Number.POSITIVE_INFINITY) {
    staleness.disarm = patience(clampDelay(wait), look, clock)
  }
}

function tellStanding(keeper: Keeper, staleness: Staleness, standing: Standing): void {
  const { maxStaleMs, maxAgeMs } = keeper.options
  const ageMs = ageOfValue(staleness)
  if (standing === 'fresh') tell(keeper, { type: 'term.fresh', limitMs: maxStaleMs ?? 0 })
  else if (standing === 'stale') {
    const { vouchedUntil, confirmedAt } = staleness
    // Neither bound has passed where a parent is stale.
    const vouchedMs = vouchedUntil === undefined ? null : vouchedUntil - confirmedAt
    const limitMs = maxStaleMs !== null && ageMs >= maxStaleMs ? maxStaleMs : vouchedMs
    tell(keeper, { type: 'term.stale', ageMs, limitMs })
  } else {
    const limitMs = maxAgeMs !== null && ageMs >= maxAgeMs ? maxAgeMs : null
    tell(keeper, { type: 'term.expired', ageMs, limitMs, withheld: standing === 'withheld' })
  }
}
