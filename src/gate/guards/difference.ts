/** How many records of two values differ, key by key, in shares of a turn. @module */

import { types } from 'node:util'
import type { TimeSlice } from '../../base/time-slice.ts'
import { isKeyed, isPlain, type Keyed, type Plain } from '../../compare/kinds.ts'
import { hasGaps, placesOf } from '../../compare/members.ts'
import { answerOf, keyedPair, type Pair } from '../../compare/pair.ts'
import { isAlike } from '../../compare/sameness.ts'
import type { Counted } from './count.ts'

export interface Difference {
  readonly added: number
  readonly removed: number
  readonly changed: number
}

/** Large records take some hundred microseconds together, of which each is compared a part at a time. */
const AT_ONCE = 8

/**
 * Both values have records. Where they are of different kinds, no record is in both.
 *
 * @param live - the value against which the table `next` knows its `changes`, if it does
 * @param before - how many records that has
 */
export async function differenceOf(
  live: unknown,
  { value: next, names }: Counted,
  before: number,
  turn: TimeSlice,
): Promise<Difference> {
  const known = isKeyed(live) && isKeyed(next) ? knownChanges(next) : undefined
  if (known !== undefined) return known
  const pair = pairOf(live, next, names)
  let added = 0
  let changed = 0
  let seen = 0
  for (const key of pair.keys()) {
    seen += 1
    if (seen % AT_ONCE === 0) await turn.pass()
    if (!pair.isInBoth(key)) added += 1
    else if (!(await answerOf(pair.isAlike(key), turn))) changed += 1
  }
  return { added, removed: Math.max(0, before - (seen - added)), changed }
}

/** What a table says of itself against the one before: its thread has compared them already. */
function knownChanges(next: Keyed): Difference | undefined {
  const { changes } = next as { readonly changes?: { readonly counts?: Partial<Difference> } }
  const { added, removed, changed } = changes?.counts ?? {}
  if (added === undefined || removed === undefined || changed === undefined) return undefined
  return { added, removed, changed }
}

function pairOf(live: unknown, next: unknown, names: readonly string[] = []): Pair {
  if (isKeyed(live) && isKeyed(next)) return keyedPair(live, next)
  if (Array.isArray(live) && Array.isArray(next)) return arrayPair(live, next)
  if (types.isSet(live) && types.isSet(next)) {
    return { keys: () => next, isInBoth: (member) => live.has(member), isAlike: () => true }
  }
  if (isPlain(live) && isPlain(next) && !isKeyed(live) && !isKeyed(next)) return plainPair(live, next, names)
  return { keys: () => keysOf(next) ?? names, isInBoth: () => false, isAlike: () => false }
}

const arrayPair = (live: readonly unknown[], next: readonly unknown[]): Pair => ({
  keys: () => placesOf(next),
  isInBoth: (key) => (hasGaps(live) ? Object.hasOwn(live, key as number) : (key as number) < live.length),
  isAlike: (key) => isAlike(live[key as number], next[key as number]),
})

const plainPair = (live: Plain, next: Plain, names: readonly string[]): Pair => ({
  keys: () => names,
  isInBoth: (key) => Object.hasOwn(live, key as string),
  isAlike: (key) => isAlike(live[key as string], next[key as string]),
})

function keysOf(value: unknown): Iterable<unknown> | undefined {
  if (Array.isArray(value)) return placesOf(value)
  return types.isSet(value) || isKeyed(value) ? value.keys() : undefined
}
