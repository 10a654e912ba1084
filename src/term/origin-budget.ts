/**
 * Bounds how often an origin is asked while it fails: never above twice as often as in health, whatever fails, and
 * whoever asks.
 *
 * Each origin has a bucket of tokens, into which twice the healthy requests of its terms flow. Polls draw from it, and so
 * does each retry, as it is planned: where the bucket is empty, the retry waits. A bucket holds a few tokens, so that a
 * blip of a second is over for a term as soon as ever.
 *
 * @module
 */

import type { Trigger } from '../../machines/index.ts'

/** How many tokens a bucket holds: with the default backoff, the retries of one term during a minute or two. */
export const BURST = 10
/** Failures in a row after which a term that has no value asks again as soon as its backoff says. */
const QUICK = 3
/** Who has no value, or no interval, is asked for no later than after this. */
const LONGEST_WAIT_MS = 5 * 60_000

/** The bucket of one origin. */
export interface OriginBudget {
  readonly origin: string
  /** Tokens; below 0 where they are promised to retries that are to come. */
  level: number
  /** When that was, on the monotonic clock. */
  at: number
  /** How many requests come in a millisecond of health. */
  pace: number
  /** How many terms ask this origin. */
  terms: number
  /** Whether it was told that the bucket is empty, since it was full. */
  isTold: boolean
}

/** What a term has to do with the bucket of its origin. */
export interface Account {
  readonly budget: OriginBudget
  /** How many of its requests come in a millisecond of health. */
  pace: number
  /** Whether it has drawn a token for a retry that is to come. */
  hasDrawn: boolean
  /** Whether that retry waits for the bucket. */
  isThrottled: boolean
}

/** The buckets of a tree, by their origins. */
export type OriginBudgets = Map<string, OriginBudget>

/** Lets a term ask this origin which rests so long between two polls. */
export function openAccount(
  budgets: OriginBudgets,
  origin: string,
  restMs: number | null,
  now: number,
): Account {
  const budget = budgets.get(origin) ?? {
    origin,
    level: BURST,
    at: now,
    pace: 0,
    terms: 0,
    isTold: false,
  }
  budgets.set(origin, budget)
  budget.terms += 1
  const account = { budget, pace: 0, hasDrawn: false, isThrottled: false }
  setPace(account, restMs, now)
  return account
}

export function closeAccount(budgets: OriginBudgets, account: Account, now: number): void {
  const { budget } = account
  setPace(account, null, now)
  budget.terms -= 1
  if (budget.terms === 0) budgets.delete(budget.origin)
}

/** Notes how long a term rests between two polls; `null` means that it doesn't poll. */
export function setPace(account: Account, restMs: number | null, now: number): void {
  const { budget } = account
  const pace = restMs === null ? 0 : 1 / Math.max(1, restMs)
  if (pace === account.pace) return
  refill(budget, now)
  budget.pace = Math.max(0, budget.pace + pace - account.pace)
  account.pace = pace
}

/** Notes that an attempt begins. */
export function drawFor(account: Account, trigger: Trigger, now: number): void {
  const { budget, hasDrawn } = account
  account.hasDrawn = false
  account.isThrottled = false
  if (hasDrawn && trigger === 'retry') return
  refill(budget, now)
  // It comes in the place of a retry, whose token nobody needs any longer.
  if (hasDrawn) budget.level += 1
  if (trigger === 'schedule' || trigger === 'freshness') budget.level -= 1
  // A start, a caller and a hint are not held up, and hold up nobody for longer than the bucket is empty.
  else budget.level = Math.min(budget.level, Math.max(0, budget.level - 1))
}

/** Draws for a retry, and tells how long that has to wait at least, in ms. */
export function earliestRetry(
  account: Account,
  { failures, holdsValue }: { readonly failures: number; readonly holdsValue: boolean },
  now: number,
): number {
  const { budget } = account
  refill(budget, now)
  const isQuick = !holdsValue && failures <= QUICK
  account.hasDrawn = true
  if (isQuick) {
    budget.level = Math.min(budget.level, Math.max(0, budget.level - 1))
    return 0
  }
  budget.level -= 1
  const tokenMs = 1 / (2 * budget.pace)
  const wait = budget.level >= 0 ? stretched(budget.level, tokenMs) : -budget.level * tokenMs
  const isBounded = !holdsValue || account.pace === 0
  account.isThrottled = budget.level < 0
  return isBounded ? Math.min(wait, LONGEST_WAIT_MS) : wait
}

/**
 * The last five tokens of an origin that is asked rarely last for hours: else a term of twelve hours, whose retries have used up
 * the bucket in a minute, would notice six hours later that a short outage is over.
 */
function stretched(level: number, tokenMs: number): number {
  const isRare = tokenMs > LONGEST_WAIT_MS && Number.isFinite(tokenMs)
  return isRare && level < BURST / 2 ? tokenMs / 2 ** (Math.floor(level) + 2) : 0
}

function refill(budget: OriginBudget, now: number): void {
  const { at, level, pace } = budget
  budget.level = Math.min(BURST, level + 2 * pace * Math.max(0, now - at))
  budget.at = now
  if (budget.level >= BURST) budget.isTold = false
}
