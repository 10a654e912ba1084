/** Are two records the same? A large one is compared in steps, between which the event loop may turn. @module */

import { isDeepStrictEqual, types } from 'node:util'
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
 * compared here, part by part, and so are maps and sets; whatever else there is, that function compares at once.
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
  readonly size: number
  at: number
  /** Compares the next part: the answer where there is one at once, else the place in which to look for it. */
  readonly next: (place: Place) => boolean | Place
  /** Of an object, or of an array with gaps. */
  readonly names?: readonly string[]
  /** Of a map or a set: the keys or members that are still to come. */
  readonly keys?: Iterator<unknown>
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
      const inner = place.next(place)
      place.at += 1
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

const nextMember = ({ one, other, at }: Place): boolean | Place =>
  opened((one as readonly unknown[])[at], (other as readonly unknown[])[at])

function nextNamed({ one, other, names = [], at }: Place): boolean | Place {
  const name = names[at] as string
  return Object.hasOwn(other as object, name) && opened((one as Plain)[name], (other as Plain)[name])
}

function nextKept(place: Place): boolean | Place {
  const { value: key, done } = (place.keys as Iterator<unknown>).next()
  // Somebody empties it meanwhile.
  if (done) return false
  const { one, other } = place
  const valueIn = (kept: unknown) => (types.isMap(kept) ? kept.get(key) : undefined)
  const isThere = (other as ReadonlySet<unknown>).has(key)
  if (typeof key !== 'object' || key === null) return isThere && opened(valueIn(one), valueIn(other))
  if (isThere && Object.is(valueIn(one), valueIn(other))) return true
  // An object may have a twin there, which only a look at all of them tells: that answers for the rest, too.
  place.at = place.size - 1
  return isDeepStrictEqual(one, other)
}

/** The answer where there is one at once; else the place in which to look for it. */
function opened(one: unknown, other: unknown): boolean | Place {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object') return false
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return false
    if (!hasGaps(one)) return { one, other, size: one.length, at: 0, next: nextMember }
  } else if (!isPlain(one) || !isPlain(other)) return openedKept(one, other)
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length && {
      one,
      other,
      size: names.length,
      at: 0,
      next: nextNamed,
      names,
    }
  )
}

/** The same of what JSON can't hold. */
function openedKept(one: unknown, other: unknown): boolean | Place {
  const areKept = [Map, Set].some(({ prototype }) => isBare(one, prototype) && isBare(other, prototype))
  if (!areKept) return isDeepStrictEqual(one, other)
  const { size } = one as ReadonlySet<unknown>
  if (size !== (other as ReadonlySet<unknown>).size) return false
  return { one, other, size, at: 0, next: nextKept, keys: (one as ReadonlySet<unknown>).keys() }
}

/** Is it of this very kind, without fields of its own? */
const isBare = (value: unknown, prototype: object): boolean =>
  value !== null &&
  Object.getPrototypeOf(value) === prototype &&
  Reflect.ownKeys(value as object).length === 0
