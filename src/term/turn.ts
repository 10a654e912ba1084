/** Waits for a term's turn before an attempt begins, or before its first probe, so that the wait is no part of the attempt. @module */

import { firstDelay, type Trigger } from '../../machines/index.ts'
import type { Clock } from '../base/clock.ts'
import type { Incarnation } from './incarnation.ts'
import type { Keeper, Link } from './keeper.ts'
import { keepsakeFolder } from './keepsake-folder.ts'

/** A place in the line of those who want to ask their origin, and then among those who do. */
export interface Turn {
  /** Gives the place to the next, whether it was taken or waited for; a second call is harmless. */
  giveBack(): void
  /** Goes before those whom nobody waits for. */
  hurry(): void
}

export interface TurnLine {
  /** Calls back when a term may ask this origin: at once where a place is free. */
  take(origin: string, isUrgent: boolean, begin: () => void): Turn
}

/** Takes the term's turn; `undefined` where it has come at once. */
export function turnOf(incarnation: Incarnation, trigger: Trigger): Promise<void> | undefined {
  const { keeper, link } = incarnation
  // A derived term asks nobody, and waits for those who do.
  if (keeper.derivation !== undefined) return undefined
  // What was kept is looked for first, and goes live without the origin.
  const delay = keepsakeFolder(keeper, link) === undefined ? headStartOfOthers(incarnation, trigger) : 0
  return lineUp(incarnation, trigger, delay)
}

/** Gives up the turn of a first attempt for a later one, if nobody waits for it any more; `undefined` where it is kept. */
export function laterTurnOf(incarnation: Incarnation, trigger: Trigger): Promise<void> | undefined {
  const delay = headStartOfOthers(incarnation, trigger)
  if (delay === 0) return undefined
  endTurn(incarnation)
  return lineUp(incarnation, trigger, delay)
}

function lineUp(incarnation: Incarnation, trigger: Trigger, delay: number): Promise<void> | undefined {
  const { keeper, link } = incarnation
  let hasCome = false
  // There may be thousands who wait: each of them costs this function, and what it sees.
  let come = () => {
    hasCome = true
  }
  const begin = () => come()
  incarnation.turn =
    delay === 0
      ? take(keeper, link, trigger, begin)
      : laterTurn(link.clock, delay, () => take(keeper, link, trigger, begin))
  if (hasCome) return undefined
  keeper.turn = incarnation.turn
  return new Promise((resolve) => {
    come = () => {
      keeper.turn = undefined
      resolve()
    }
  })
}

const take = (keeper: Keeper, link: Link, trigger: Trigger, begin: () => void): Turn =>
  link.turns.take(keeper.options.origin, isWaitedFor(keeper, trigger), begin)

/** How long a first attempt that nobody waits for lets others go first. */
function headStartOfOthers({ keeper, link }: Incarnation, trigger: Trigger): number {
  const isFirst = trigger === 'start' && keeper.incarnations === 1
  if (!isFirst || isWaitedFor(keeper, trigger)) return 0
  const live = keeper.cell.live()
  if (live !== undefined && live.edition.origin !== 'disk') return 0
  return firstDelay(link.size(), keeper.options.policy.interval, link.random())
}

/** A turn that is taken later, unless somebody is in a hurry. */
function laterTurn(clock: Clock, ms: number, take: () => Turn): Turn {
  let turn: Turn | undefined
  const begin = () => {
    clock.clearTimeout(timer)
    turn ??= take()
  }
  const timer = clock.setTimeout(begin, ms)
  return {
    giveBack() {
      clock.clearTimeout(timer)
      turn?.giveBack()
    },
    hurry() {
      begin()
      turn?.hurry()
    },
  }
}

/** Does somebody wait: a caller, or a start? */
const isWaitedFor = ({ cell, options, refreshes, waiting }: Keeper, trigger: Trigger): boolean =>
  trigger === 'manual' ||
  refreshes.awaited ||
  (!cell.isReadable() && (options.start.policy !== 'background' || (waiting?.size ?? 0) > 0))

/** Ends the turn, or the wait for it. */
export function endTurn(incarnation: Incarnation): void {
  const { keeper, turn } = incarnation
  incarnation.turn = undefined
  turn?.giveBack()
  if (keeper.turn === turn) keeper.turn = undefined
}

/** Does the term wait for its turn? */
export const isInLine = ({ turn }: Keeper): boolean => turn !== undefined
