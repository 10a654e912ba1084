/** Guards: may this value follow the one that is live, by how many records it has, and how many of them differ? @module */

import { checkCount, checkRecord } from '../base/checks.ts'
import { TermError } from '../base/errors.ts'
import { type TimeSlice, timeSlice } from '../base/time-slice.ts'
import { unexpected } from '../base/unexpected.ts'
import { reasonWithout, toldWithout } from '../reasons/index.ts'
import { type Counted, counted, rememberCount, rememberedCount } from './guards/count.ts'
import { differenceOf } from './guards/difference.ts'
import { count, percent, type Refusal, records } from './refusal.ts'

/**
 * What a new value may be like beside the live one. Each share is one of the live value's records: with `maxShrink: 0.2`, 800
 * may follow 1,000. Tables, arrays, maps, sets and plain objects are counted; beside none, or beside an empty one, there is
 * only `minRecords`. The names of a plain object are had all at once, which takes about 60 ms for 200,000 of them. A decoder that
 * fills the same object once more is held to what that had when it was published; `maxChange` refuses it.
 */
export interface GuardRules {
  /** Fewer records are refused, also of the first value. */
  readonly minRecords?: number | undefined
  /** By which share at most it may have fewer records, from 0 to 1. */
  readonly maxShrink?: number | undefined
  /** By which share at most it may have more records: with 0.5 half as many again, with 2 three times as many. */
  readonly maxGrowth?: number | undefined
  /**
   * By which share of its records at most it may differ: those that were added, removed or changed, by key; those of arrays by
   * their place, so that one more in front changes all of them. It bounds growth and shrinking as well.
   *
   * A table tells it at little cost where it was made with `changes`, for which 0 is enough; else all records are compared.
   */
  readonly maxChange?: number | undefined
}

/**
 * The user's own. `live` is `undefined` for the first value. No: throw, answer `false`, or why not. Yes: answer `true`, or
 * nothing.
 */
export type Guard<T, V = T> = (
  next: T,
  live: V | undefined,
) => void | boolean | string | Promise<void | boolean | string>

export type Guards<T, V = T> = GuardRules | Guard<T, V>

/** Do the guards compare records, so that it is a help if the value knows what changed? */
export const wantsChanges = (guards: Guards<unknown> | undefined): boolean =>
  typeof guards === 'object' && guards.maxChange !== undefined

const RULES = ['minRecords', 'maxShrink', 'maxGrowth', 'maxChange'] as const

/** @throws TypeError which names the option and its value, where it is none */
export function checkGuards<T>(of: string, value: unknown): Guards<T> {
  if (typeof value === 'function') return value as Guard<T>
  checkRecord(of, 'guards', value, RULES)
  const { minRecords, maxShrink, maxGrowth, maxChange } = value as GuardRules
  if ([minRecords, maxShrink, maxGrowth, maxChange].every((rule) => rule === undefined))
    throw unexpected(of, 'guards', `made of at least one of ${RULES.join(', ')}`, value, 'or left out')
  return Object.freeze({
    minRecords: minRecords === undefined ? undefined : checkCount(of, 'guards.minRecords', minRecords),
    maxShrink: maxShrink === undefined ? undefined : checkShare(of, 'guards.maxShrink', maxShrink, 1),
    maxGrowth: maxGrowth === undefined ? undefined : checkShare(of, 'guards.maxGrowth', maxGrowth),
    maxChange: maxChange === undefined ? undefined : checkShare(of, 'guards.maxChange', maxChange),
  })
}

function checkShare(of: string, option: string, value: unknown, most?: number): number {
  const isShare = typeof value === 'number' && Number.isFinite(value) && value >= 0
  if (isShare && (most === undefined || value <= most)) return value
  const expected = most === undefined ? 'a share, at least 0' : `a share from 0 to ${most}`
  throw unexpected(of, option, expected, value, '20 % is 0.2')
}

/**
 * Why the value must not follow the live one; `undefined` when it may.
 *
 * A `TermError` that a guard of the user's throws stays as it is: when another term isn't loaded yet, the value is not to
 * blame.
 *
 * @param live - what is published, if it was judged itself; `undefined` where there is none
 */
export async function judgeGuards<T>(
  guards: Guards<T>,
  next: T,
  live: T | undefined,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  try {
    if (typeof guards === 'function') return await byFunction(guards, next, live)
    return await byRules(guards, next, live, timeSlice(signal))
  } catch (thrown) {
    if (thrown instanceof TermError || signal.aborted) throw thrown
    const message = `\`guards\` failed: ${await reasonWithout(quotable(next, live), thrown)}`
    return { code: 'ERR_TERM_GUARD', rule: 'guards', message, cause: thrown }
  }
}

/** Why a value must not be published that has fewer records than its decoder is told; `undefined` when it may. */
export function judgeLeast(minRecords: number, value: unknown): Refusal | undefined {
  const found = counted(value)
  return found && bySize({ minRecords }, undefined, found.count)
}

/** A function of the user's may quote either of them. */
const quotable = (next: unknown, live: unknown): unknown => (live === undefined ? next : [next, live])

async function byFunction<T>(guard: Guard<T>, next: T, live: T | undefined): Promise<Refusal | undefined> {
  const verdict: unknown = await guard(next, live)
  if (verdict === undefined || verdict === true) return undefined
  const told = typeof verdict === 'string' ? await toldWithout(quotable(next, live), verdict) : undefined
  return refusal('guards', `\`guards\` refused the value${told ? `: ${told}` : ''}`)
}

async function byRules(
  rules: GuardRules,
  next: unknown,
  live: unknown,
  turn: TimeSlice,
): Promise<Refusal | undefined> {
  if (RULES.every((rule) => rules[rule] === undefined)) return undefined
  // Before the new one is counted: it may be the same object.
  const before = rememberedCount(live)
  const after = counted(next)
  // Of a pair of `put` and `get` the live value may be of another kind: a guard that has nothing to compare with must say so.
  if (after === undefined || (before === undefined && live != null && comparesCounts(rules))) {
    return refusal('guards', `${COUNTED}: for others give a function`)
  }
  const refused =
    bySize(rules, before, after.count) ?? (await byChange(rules, { value: live, count: before }, after, turn))
  if (refused === undefined) rememberCount(after)
  return refused
}

const REFILLED =
  '`deserialize` has returned the very object that is live, so that nothing tells what changed: return a new one'

const COUNTED = '`guards` count tables, arrays, maps, sets and plain objects'

const comparesCounts = ({ maxShrink, maxGrowth, maxChange }: GuardRules): boolean =>
  maxShrink !== undefined || maxGrowth !== undefined || maxChange !== undefined

function bySize(
  { minRecords, maxShrink, maxGrowth }: GuardRules,
  before: number | undefined,
  after: number,
): Refusal | undefined {
  if (minRecords !== undefined && after < minRecords) {
    const figures = { minRecords, next: after }
    return refusal('minRecords', `minRecords ${count(minRecords)}: ${records(after)}`, figures)
  }
  if (before === undefined || before === 0) return undefined
  const share = Math.abs(after - before) / before
  const said = `${records(before)} -> ${count(after)}, ${percent(share)}`
  if (maxShrink !== undefined && after < before && isBeyond(share, maxShrink)) {
    return refusal('maxShrink', `maxShrink ${maxShrink}: ${said} fewer`, {
      maxShrink,
      live: before,
      next: after,
      share,
    })
  }
  if (maxGrowth !== undefined && after > before && isBeyond(share, maxGrowth)) {
    return refusal('maxGrowth', `maxGrowth ${maxGrowth}: ${said} more`, {
      maxGrowth,
      live: before,
      next: after,
      share,
    })
  }
  return undefined
}

async function byChange(
  { maxChange }: GuardRules,
  live: { readonly value: unknown; readonly count: number | undefined },
  next: Counted,
  turn: TimeSlice,
): Promise<Refusal | undefined> {
  const { value, count: before } = live
  if (maxChange === undefined || before === undefined || before === 0) return undefined
  if (value === next.value) return refusal('maxChange', `maxChange ${maxChange}: ${REFILLED}`)
  const { added, removed, changed } = await differenceOf(value, next, before, turn)
  const differ = added + removed + changed
  const share = differ / before
  if (!isBeyond(share, maxChange)) return undefined
  const kinds = `${count(added)} added, ${count(removed)} removed, ${count(changed)} changed`
  const message = `maxChange ${maxChange}: ${count(differ)} beside ${records(before)} differ, ${percent(share)} (${kinds})`
  return refusal('maxChange', message, { maxChange, live: before, added, removed, changed, share })
}

/** Is it more, and not only by what a division of whole numbers adds? */
const isBeyond = (share: number, most: number): boolean => share > most * (1 + Number.EPSILON * 4)

const refusal = (rule: string, message: string, figures?: Readonly<Record<string, number>>): Refusal => ({
  code: 'ERR_TERM_GUARD',
  rule,
  message,
  ...(figures && { figures }),
})
