/** Decides what readers of a term get: here, and nowhere else. @module */

import { cameFromOrigin } from '../../store/live.ts'
import { hasGoneStale } from '../../store/standing.ts'
import { held, type Keeper } from '../../term/keeper.ts'
import type { Reads } from '../api/term-facts.ts'

/** The worst news comes first: that a value is pinned matters less than that it is stale. */
export function readsOf(keeper: Keeper): Reads {
  const { cell, shelf, journal } = keeper
  const live = held(keeper)
  if (live === undefined) return 'none'
  if (!cell.isReadable()) return 'expired'
  if (hasGoneStale(live.standing)) return 'stale'
  if (shelf.backlist?.pin !== undefined) return 'pinned'
  // What an earlier process had kept, and what the options have, nobody has confirmed yet.
  const isConfirmed = live.edition.origin === 'remote' || (cameFromOrigin(live) && hasAnswered(keeper))
  return journal.failures > 0 || !isConfirmed ? 'last-good' : 'current'
}

const hasAnswered = ({ journal }: Keeper): boolean => journal.lastAnswerAt !== undefined
