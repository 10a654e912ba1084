/** What the parents of a derived term hold at one moment: it is read in one step, so that it is of one moment. @module */

import { createHash } from 'node:crypto'
import type { Known } from '../../fetch/fetcher.ts'
import type { Edition, Origin } from '../../store/edition.ts'
import type { Live } from '../../store/live.ts'
import { type Standing, worst } from '../../store/standing.ts'
import type { Keeper } from '../keeper.ts'
import { lookAtAge } from '../staleness.ts'
import type { Derivation } from './derivation.ts'

export interface Stand {
  readonly parents: readonly Live<unknown>[]
  /** How often each parent had published by then: whatever made another edition live, a number of these is higher. */
  readonly known: Known
}

/** @returns `undefined` while a parent has no value */
export function standOf({ names, parents }: Derivation): Stand | undefined {
  const lives: Live<unknown>[] = []
  for (const { cell } of parents) {
    const live = cell.live()
    if (live === undefined) return undefined
    lives.push(live)
  }
  const known = names.map((name, at) => [name, (parents[at] as Keeper).cell.publications()] as const)
  return { parents: lives, known: Object.freeze(Object.fromEntries(known)) }
}

/** Was this edition made of what the parents hold? */
export function isMadeOf({ known: of }: Edition<unknown>, { known }: Stand): boolean {
  return of !== undefined && Object.keys(known).every((name) => of[name] === known[name])
}

/** The digest of the parents' names and versions, in hex: processes that derive of the same versions have the same one. */
export function digestOf({ names }: Derivation, { parents }: Stand): string {
  const versions = parents.map(({ edition: { digest, version } }, at) => [
    names[at],
    digest ?? version ?? null,
  ])
  return createHash('sha256').update(JSON.stringify(versions)).digest('hex')
}

/** A derived value is confirmed when the one of its parents was whose last confirmation is the oldest. */
export function confirmedAt({ parents }: Stand): number | undefined {
  let oldest: number | undefined = Number.POSITIVE_INFINITY
  for (const { confirmedAt } of parents) {
    if (confirmedAt === undefined) return undefined
    oldest = Math.min(oldest, confirmedAt)
  }
  return oldest
}

/**
 * A value may be relied on as far as those of which it was made. One that is made of what the parents no longer hold, since
 * nothing could be computed of what they hold now, doesn't get better by that.
 */
export function standingBy(derivation: Derivation, live: Live<unknown>): Standing {
  const stand = standOf(derivation)
  if (stand === undefined) return 'fresh'
  if (!isMadeOf(live.edition, stand)) return live.standing
  // Nobody watches the age of what no tree keeps.
  for (const parent of derivation.parents) if (parent.link === undefined) lookAtAge(parent)
  return worst(...derivation.parents.map(({ cell }) => cell.live()?.standing ?? 'fresh'))
}

// A value is worth what the least of those is worth of which it was made.
const WORTH = ['initial', 'disk', 'remote'] as const

export const originOf = ({ parents }: Stand): Origin =>
  WORTH.find((origin) => parents.some(({ edition }) => edition.origin === origin)) as Origin
