/** Where do two values differ? Told in shares of a turn, part by part; circles have an end, and deep parts are told as one. @module */

import type { TimeSlice } from '../base/time-slice.ts'
import {
  areKeyed,
  areSets,
  isKeyed,
  isPlain,
  isSetLike,
  type Keyed,
  type Plain,
  type SetLike,
} from './kinds.ts'
import { type Listing, pointer } from './listing.ts'
import { hasGaps, namesOfBoth } from './members.ts'
import { answerOf, keyedPair } from './pair.ts'
import { isAlike } from './sameness.ts'

/** Below so many levels two parts are compared as a whole. */
const DEEPEST = 64
/** Below so many levels, what was looked at is remembered: what many refer to would be looked at for each of them. */
const SHALLOW = 8
/** So many parts take some ten microseconds. */
const AT_ONCE = 256

/** Two values of the same kind, with parts, at the same place of both. */
interface Place {
  readonly above: Place | undefined
  readonly key: unknown
  readonly level: number
  readonly before: Plain | readonly unknown[]
  readonly after: Plain | readonly unknown[]
  /** Of objects, and of arrays with gaps: the names of both, those of `after` first. */
  readonly names: readonly string[] | undefined
  readonly size: number
  at: number
}

/** Lists the places at which two values differ. */
export async function diffInto(
  found: Listing,
  before: unknown,
  after: unknown,
  turn: TimeSlice,
): Promise<void> {
  const seen = new Map<unknown, unknown>()
  const open: Place[] = []
  let steps = 0

  async function look(above: Place | undefined, key: unknown, one: unknown, other: unknown): Promise<void> {
    if (Object.is(one, other)) return
    const place = await placeOf(above, key, one, other, turn)
    if (place === undefined) {
      const path = () => (above === undefined ? '' : pointer(pathOf(above), key))
      if (areKeyed(one, other)) return diffKeyed(found, path(), one as Keyed, other as Keyed, turn)
      if (areSets(one, other)) return diffSets(found, path(), one as SetLike, other as SetLike, turn)
      if (!(await answerOf(isAlike(one, other), turn))) found.add('changed', path, () => [one, other])
    } else if (!isAround(place) && seen.get(one) !== other) {
      if (place.level > SHALLOW) seen.set(one, other)
      open.push(place)
    }
  }

  await look(undefined, '', before, after)
  for (let place = open.at(-1); place !== undefined; place = open.at(-1)) {
    steps += 1
    if (steps % AT_ONCE === 0) await turn.pass()
    if (place.at === place.size) {
      open.pop()
      continue
    }
    const key = place.names?.[place.at] ?? place.at
    place.at += 1
    const [one, other] = [place.before[key as never], place.after[key as never]]
    const path = pathAt(place, key)
    if (!Object.hasOwn(place.before, key)) found.add('added', path, () => [undefined, other])
    else if (!Object.hasOwn(place.after, key)) found.add('removed', path, () => [one, undefined])
    else if (!Object.is(one, other)) await look(place, key, one, other)
  }
}

/** The place of two values whose parts can be looked at one by one; there is none for others. */
async function placeOf(
  above: Place | undefined,
  key: unknown,
  before: unknown,
  after: unknown,
  turn: TimeSlice,
): Promise<Place | undefined> {
  const level = (above?.level ?? 0) + 1
  if (level > DEEPEST) return undefined
  const areLists = Array.isArray(before) && Array.isArray(after)
  if (areLists && !hasGaps(before) && !hasGaps(after)) {
    const size = Math.max(before.length, after.length)
    return { above, key, level, before, after, names: undefined, size, at: 0 }
  }
  if (!areLists && !(isRecord(before) && isRecord(after))) return undefined
  const names = await namesOfBoth(before, after, turn)
  return { above, key, level, before, after, names, size: names.length, at: 0 }
}

const isRecord = (value: unknown): value is Plain => isPlain(value) && !isKeyed(value) && !isSetLike(value)

/** Is it within itself? A circle has no end. */
function isAround({ above, before, after }: Place): boolean {
  for (let place = above; place !== undefined; place = place.above) {
    if (place.before === before && place.after === after) return true
  }
  return false
}

const pathAt =
  (place: Place, key: unknown): (() => string) =>
  () =>
    pointer(pathOf(place), key)

function pathOf(place: Place): string {
  return place.above === undefined ? '' : pointer(pathOf(place.above), place.key)
}

async function diffKeyed(
  found: Listing,
  path: string,
  before: Keyed,
  after: Keyed,
  turn: TimeSlice,
): Promise<void> {
  const pair = keyedPair(before, after)
  let seen = 0
  for (const key of after.keys()) {
    seen += 1
    if (seen % 8 === 0) await turn.pass()
    const at = () => pointer(path, key)
    if (!before.has(key)) found.add('added', at, () => [undefined, after.get(key)])
    else if (!(await answerOf(pair.isAlike(key), turn))) {
      found.add('changed', at, () => [before.get(key), after.get(key)])
    }
  }
  for (const key of before.keys()) {
    seen += 1
    if (seen % AT_ONCE === 0) await turn.pass()
    if (!after.has(key))
      found.add(
        'removed',
        () => pointer(path, key),
        () => [before.get(key), undefined],
      )
  }
}

async function diffSets(
  found: Listing,
  path: string,
  before: SetLike,
  after: SetLike,
  turn: TimeSlice,
): Promise<void> {
  let seen = 0
  const each = async (members: SetLike, others: SetLike, kind: 'added' | 'removed') => {
    for (const member of members) {
      seen += 1
      if (seen % AT_ONCE === 0) await turn.pass()
      if (!others.has(member))
        found.add(
          kind,
          () => pointer(path, member),
          () => [member, member],
        )
    }
  }
  await each(after, before, 'added')
  await each(before, after, 'removed')
}
