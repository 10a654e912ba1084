/** Are two records the same? A large one is compared in steps, between which the event loop may turn. @module */

import { isDeepStrictEqual } from 'node:util'
import { isPlain, type Plain } from './kinds.ts'
import { hasGaps } from './members.ts'

/** Goes on comparing; another one where it isn't done. */
export type Sameness = () => boolean | Sameness

/** So many parts take some ten microseconds. */
const AT_ONCE = 512

/** Beyond, what was compared is remembered: a circle has no end, and what many refer to would be compared for each of them. */
const SHALLOW = 8

/**
 * As `isDeepStrictEqual` has it, but an object without a prototype may be the same as one with it. What JSON can hold is
 * compared here, part by part; what it can't hold is compared by that function, at once.
 */
export function isAlike(one: unknown, other: unknown): boolean | Sameness {
  const first = opened(one, other)
  if (typeof first === 'boolean') return first
  const walk = walkOf(first)
  return walk()
}

interface Place {
  readonly one: unknown
  readonly other: unknown
  /** Of an object, or of an array with gaps; of any other there are only numbers. */
  readonly names: readonly string[] | undefined
  readonly size: number
  at: number
}

function walkOf(first: Place): Sameness {
  const open = [first]
  let seen: Map<unknown, unknown> | undefined

  const walk: Sameness = () => {
    for (let step = 0; step < AT_ONCE; step++) {
      const place = open.at(-1)
      if (place === undefined) return true
      if (place.at === place.size) {
        open.pop()
        continue
      }
      const inner = nextPart(place)
      if (inner === false) return false
      if (inner === true || seen?.get(inner.one) === inner.other) continue
      if (open.length >= SHALLOW) {
        seen ??= new Map()
        seen.set(inner.one, inner.other)
      }
      open.push(inner)
    }
    return walk
  }
  return walk
}

function nextPart(place: Place): boolean | Place {
  const { one, other, names } = place
  const key = names === undefined ? place.at : (names[place.at] as string)
  place.at += 1
  if (names !== undefined && !Object.hasOwn(other as object, key)) return false
  return opened((one as Plain)[key], (other as Plain)[key])
}

/** The answer where there is one at once; else the place in which to look for it. */
function opened(one: unknown, other: unknown): boolean | Place {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object') return false
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return false
    if (!hasGaps(one)) return { one, other, names: undefined, size: one.length, at: 0 }
  } else if (!isPlain(one) || !isPlain(other)) return isDeepStrictEqual(one, other)
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && { one, other, names, size: names.length, at: 0 }
}
