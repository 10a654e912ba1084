/** How many records of two values differ, key by key, in shares of a turn. @module */

import type { TimeSlice } from '../../base/time-slice.ts'
import {
  areKeyed,
  areSets,
  isKeyed,
  isPlain,
  isSetLike,
  type Keyed,
  type Plain,
  type SetLike,
} from '../../compare/kinds.ts'
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
  const known =
    (isKeyed(live) && isKeyed(next)) || areSets(live, next)
      ? knownChanges(next as Keyed | SetLike)
      : undefined
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

/** What a table, or a set of texts, says of itself against the one before: its thread has compared them already. */
function knownChanges(next: Keyed | SetLike): Difference | undefined {
  const { changes } = next as { readonly changes?: { readonly counts?: Partial<Difference> } }
  // What is in a set can't change.
  const { added, removed, changed = isSetLike(next) ? 0 : undefined } = changes?.counts ?? {}
  if (added === undefined || removed === undefined || changed === undefined) return undefined
  return { added, removed, changed }
}

function pairOf(live: unknown, next: unknown, names: readonly string[] = []): Pair {
  if (areKeyed(live, next)) return keyedPair(live as Keyed, next as Keyed)
  if (Array.isArray(live) && Array.isArray(next)) return arrayPair(live, next)
  if (areSets(live, next)) {
    return {
      keys: () => next as SetLike,
      isInBoth: (member) => (live as SetLike).has(member),
      isAlike: () => true,
    }
  }
  if (areRecords(live, next)) return plainPair(live as Plain, next as Plain, names)
  return { keys: () => keysOf(next) ?? names, isInBoth: () => false, isAlike: () => false }
}

const areRecords = (...values: readonly unknown[]): boolean =>
  values.every((value) => isPlain(value) && !isKeyed(value) && !isSetLike(value))

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
  if (isKeyed(value)) return value.keys()
  return isSetLike(value) ? value : undefined
}
