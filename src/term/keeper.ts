/**
 * Keeps what stays of a term when its machine doesn't: the shelf, the quarantine, the journal, and those who wait and
 * listen. An incarnation works on the keeper; the handle reads it.
 *
 * @module
 */

import type { Home } from '../base/async-context.ts'
import { type Clock, systemClock } from '../base/clock.ts'
import { reasonFirst, TermError } from '../base/errors.ts'
import { withMethods } from '../base/with-methods.ts'
import type { DecodePool } from '../decode/decoder.ts'
import type { TermEvent, TermState } from '../events/events.ts'
import { type Gate, gateOf } from '../gate/index.ts'
import { reasonOf, reasonWithout } from '../reasons/index.ts'
import { type Cell, cell } from '../store/cell.ts'
import type { Live } from '../store/live.ts'
import { type Shelf, type Swap, shelf } from '../store/shelf.ts'
import type { Snapshot } from '../store/snapshot.ts'
import { type Attempt, stillAt } from './attempt.ts'
import { type Refreshes, refreshes } from './awaited-refresh.ts'
import type { Derivation } from './derivation/index.ts'
import { blankJournal, type Journal, lastFailure } from './journal.ts'
import type { TermKeepsake } from './keepsake.ts'
import type { ResolvedKeepsake } from './keepsake-folder.ts'
import { type Listeners, listeners } from './listeners.ts'
import { endLook } from './looked.ts'
import { type Account, closeAccount, type OriginBudgets, openAccount } from './origin-budget.ts'
import type { ResolvedTerm } from './resolve-options.ts'
import {
  ageOfValue,
  confirmAge,
  endStaleness,
  lookAtAge,
  type Staleness,
  watchStaleness,
} from './staleness.ts'
import type { Tee } from './tee.ts'
import { tell } from './tell.ts'
import { isInLine, type Turn, type TurnLine } from './turn.ts'
import { endWaits, type Waiting } from './wait.ts'

/** What a keeper knows of the tree that supervises it. */
export interface Link {
  readonly clock: Clock
  /** Runs what somebody asks of the term in the async context of the tree. */
  readonly home: Home
  /** Whether anybody hears; only then events are worth making. */
  readonly hears: boolean
  emit(event: TermEvent): void
  /** What is told to a person where nobody else hears. */
  readonly complain: {
    /** Tells that an attempt failed before there was a value. */
    attemptFailed(error: TermError): void
    listenerFailed(term: string, reason: string): void
    keepsakeFailed(term: string, reason: string): void
    readonly wantsListeners: boolean
  }
  /** Rolls the dice: any number in [0, 1), all alike. */
  random(): number
  /** Tells the live machine to refresh now. */
  refresh(): void
  /** Tells the live machine to refresh, because a fetcher gave a hint. */
  hint(): void
  /** The state of the live machine; `undefined` while no incarnation lives. */
  state(): TermState | undefined
  /** The id of the live incarnation. */
  id(): string
  /** The threads that decode large payloads. */
  readonly pool: DecodePool
  /** Where terms keep their values that don't say so themselves. */
  readonly keepsake: ResolvedKeepsake | undefined
  /** How many terms the tree has. */
  size(): number
  /** How often origins may be asked. */
  readonly budgets: OriginBudgets
  /** Whose turn it is to ask an origin. */
  readonly turns: TurnLine
  /** Whose turn it is to make a large payload a value. */
  readonly swaps: TurnLine
}

export interface Keeper {
  readonly options: ResolvedTerm
  /** What its values are computed of, if no origin sends them. */
  readonly derivation: Derivation | undefined
  readonly cell: Cell<unknown>
  /** Decides which edition is in the cell. */
  readonly shelf: Shelf<unknown>
  readonly listeners: Listeners<unknown>
  readonly gate: Gate
  readonly journal: Journal
  readonly refreshes: Refreshes
  /** Those who wait for a first value; most terms are waited for by nobody. */
  waiting: Waiting | undefined
  /** Those of them who wait only as long as a value may come. */
  starting: Waiting | undefined
  /** Those who wait for the start to look at the keepsake. */
  looking: Set<() => void> | undefined
  /** How many incarnations there have been. */
  incarnations: number
  link: Link | undefined
  /** Whether a tree has kept the term and let it go. */
  hasEnded: boolean
  /** Keeps what is published over restarts; `undefined` where nobody asks for that. */
  keepsake: TermKeepsake | undefined
  /** Keep the payloads of what is published, the second also those of a disk; most terms have nobody who does. */
  tee: Tee | undefined
  copies: Tee | undefined
  /** When the last attempt by hand ended, on the monotonic clock; only where there is a `cooldown`. */
  askedAt: number | undefined
  /** The attempt that runs. */
  attempt: Attempt | undefined
  /** What it has drawn on the budget of its origin; while a tree keeps it, and if it has one. */
  account: Account | undefined
  /** The turn that was waited for, or is. */
  turn: Turn | undefined
  staleness: Staleness | undefined
  /** Tells what went wrong beside the term, and changes nothing of it. `given` is a value that must not be quoted. */
  failed(error: unknown, given?: unknown): void
}

export function keeper(options: ResolvedTerm, derivation?: Derivation): Keeper {
  const failed = (error: unknown, given?: unknown) => void failedBeside(self, error, given)
  const fields: Own = {
    options,
    derivation,
    cell: unmade,
    shelf: unmade,
    listeners: unmade,
    gate: unmade,
    journal: blankJournal(),
    refreshes: refreshes(),
    waiting: undefined,
    starting: undefined,
    looking: undefined,
    incarnations: 0,
    link: undefined,
    hasEnded: false,
    keepsake: undefined,
    tee: undefined,
    copies: undefined,
    askedAt: undefined,
    attempt: undefined,
    account: undefined,
    turn: undefined,
    staleness: undefined,
    failed,
  }
  // There may be thousands of keepers, and what their parts ask of them are functions that all share.
  const self = withMethods(fields, ANSWERS)
  self.cell = cell(options, options.initial, self)
  self.shelf = shelf(self.cell, self, options.history)
  self.listeners = listeners(self, failed)
  self.gate = gateOf(options, self)
  return self
}

type Part = 'cell' | 'shelf' | 'listeners' | 'gate'
type Own = Omit<Keeper, Part> & { -readonly [part in Part]: Keeper[part] }

/** A part that is made right after, since it wants to know its keeper. */
const unmade = undefined as never

/** What the parts of a keeper ask of it, and tell it. */
const ANSWERS = {
  why(this: Keeper, live: Live<unknown> | undefined): string {
    return live === undefined ? whyEmpty(this) : whyExpired(this)
  },
  heard(this: Keeper, swap: Swap<unknown>): void {
    heard(this, swap)
  },
  current(this: Keeper): Snapshot<unknown> | undefined {
    return held(this) && this.cell.current()
  },
  clock(this: Keeper): Clock {
    return clockOf(this)
  },
}

/** The clock of the tree that keeps the term, or was the last to keep it: what was noted by one clock means nothing to another. */
export const clockOf = ({ link, staleness }: Pick<Keeper, 'link' | 'staleness'>): Clock =>
  link?.clock ?? staleness?.clock ?? systemClock

/**
 * Tells that another edition is live, whoever made it so. Those who wait for a value, and those who watch its age, hear
 * of it at once. Listeners hear of it when the attempt has ended, since they must be no part of a step of its machine.
 */
function heard(keeper: Keeper, swap: Swap<unknown>): void {
  const { attempt, cell, journal } = keeper
  const clock = clockOf(keeper)
  journal.lastUpdateAt = clock.now()
  const vouchedUntil = swap.by === 'attempt' ? attempt?.vouchedUntil : undefined
  confirmAge(keeper, ageOf(cell.live()?.confirmedAt, clock), vouchedUntil)
  endWaits(cell, keeper.waiting)
  keeper.keepsake?.swapped()
  if (swap.by === 'attempt' && attempt !== undefined) attempt.swap = swap
  else tellByHand(keeper, swap)
}

function tellByHand(keeper: Keeper, { edition, replaced }: Swap<unknown>): void {
  keeper.listeners.tell()
  tell(keeper, { type: 'term.swapped', from: replaced?.version, to: edition.version })
}

/** How long ago a value was confirmed, by the wall clock, which may have been set back since. */
const ageOf = (confirmedAt: number | undefined, clock: Clock): number =>
  confirmedAt === undefined ? 0 : Math.max(0, clock.now() - confirmedAt)

/** How old the value is when a tree takes the term in: a wall clock that was set back meanwhile makes it no younger. */
function ageOnArrival({ cell, staleness }: Keeper, clock: Clock): number {
  const confirmedAt = cell.live()?.confirmedAt
  if (staleness === undefined || confirmedAt === undefined) return ageOf(confirmedAt, clock)
  return Math.max(ageOfValue(staleness), ageOf(confirmedAt, clock))
}

async function failedBeside({ options, link }: Keeper, error: unknown, given: unknown): Promise<void> {
  if (link === undefined || !(link.hears || link.complain.wantsListeners)) return
  const reason = given === undefined ? reasonOf(error) : await reasonWithout(given, error)
  link.complain.listenerFailed(options.name, reason)
  link.emit({ type: 'listener.failed', at: link.clock.now(), term: options.name, error, reason })
}

/** Lets a tree take the term in. */
export function adopt(keeper: Keeper, link: Link): void {
  const { origin, policy } = keeper.options
  held(keeper)
  keeper.cell.lookFirst(undefined)
  keeper.link = link
  if (keeper.derivation === undefined)
    keeper.account = openAccount(link.budgets, origin, policy.interval, link.clock.monotonic())
  keeper.hasEnded = false
  // Each tree has a clock of its own.
  keeper.askedAt = undefined
  keeper.listeners.begin()
  watchStaleness(keeper, link.clock, ageOnArrival(keeper, link.clock))
}

/** Lets the tree at the other end of this link let the term go: nobody waits any longer, and the value stays readable. */
export function release(keeper: Keeper, link: Link | undefined): void {
  if (keeper.link === undefined || keeper.link !== link) return
  if (keeper.account !== undefined) closeAccount(link.budgets, keeper.account, link.clock.monotonic())
  keeper.account = undefined
  keeper.link = undefined
  keeper.hasEnded = true
  endStaleness(keeper)
  if (keeper.options.withholds) keeper.cell.lookFirst(() => void held(keeper))
  keeper.journal.nextProbeAt = undefined
  keeper.listeners.end()
  void keeper.keepsake?.end()
  endLook(keeper)
  // An error records its stack, which costs more than all the rest, so none is made if nobody waits.
  if (keeper.refreshes.awaited || (keeper.waiting?.size ?? 0) > 0) disappoint(keeper)
}

/** The live edition. Nobody watches its age if no tree keeps the term: whoever looks finds out. */
export function held(keeper: Keeper): Live<unknown> | undefined {
  if (keeper.link === undefined) lookAtAge(keeper)
  return keeper.cell.live()
}

/**
 * What a message adds where there is no value: what is waited for, or that nobody asks an origin. Forgetting `supervise`
 * is the first mistake that everybody makes.
 */
export function whyNone(keeper: Keeper): string {
  const { link, hasEnded, attempt } = keeper
  if (hasEnded) return '; it is stopped'
  if (isInLine(keeper)) return '; it waits for its turn: see `downloads` of `supervise`'
  return link === undefined ? '; it is not supervised: give it to `supervise`' : stillAt(attempt)
}

/** The same for a reader, who may not know that one has to wait. */
function whyEmpty(keeper: Keeper): string {
  const { link, journal, shelf } = keeper
  const { pin } = shelf.backlist ?? {}
  if (pin !== undefined)
    return `; it is pinned to ${JSON.stringify(pin.version ?? pin.digest)}, which has not come yet`
  const advice = '; `await supervise(...)` or `await ready()` comes before the first read'
  return `${whyNone(keeper)}${link && journal.lastError === undefined ? advice : lastFailure(journal)}`
}

/** The same for a reader of a value that is withheld. */
const whyExpired = ({ journal }: Keeper): string => lastFailure(journal)

/** The error for those who ask something of a term that no tree keeps any more. */
export function stoppedError({ options: { name: term }, journal }: Keeper): TermError {
  const message = `[${term}] ${reasonFirst(journal.lastError)}is stopped`
  return new TermError('ERR_TERM_STOPPED', message, { term, cause: journal.lastError })
}

function disappoint(keeper: Keeper): void {
  const error = stoppedError(keeper)
  keeper.refreshes.fail(error)
  for (const done of keeper.waiting ?? []) done(error)
}
