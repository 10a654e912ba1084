/** The names and places of a value's parts, of which there may be millions, or gaps without an end. @module */

import type { TimeSlice } from '../base/time-slice.ts'

/** V8 lays the members of no longer array one after the other: in one that is longer there are gaps. */
const LONGEST = 2 ** 27

/** Is the array so long that only the members are looked at that are there? */
export const hasGaps = (list: readonly unknown[]): boolean => list.length > LONGEST

/** The places of all members. */
export const placesOf = (list: readonly unknown[]): Iterable<number> =>
  hasGaps(list) ? Object.keys(list).map(Number).filter(Number.isInteger) : list.keys()

/** So many names take some ten microseconds. */
const AT_ONCE = 256

/** The names of both, those of `after` first. V8 gives the names of one object all at once: 0.5 s for a million. */
export async function namesOfBoth(
  before: object,
  after: object,
  turn: TimeSlice,
): Promise<readonly string[]> {
  const names = Object.keys(after)
  if (names.length > AT_ONCE) await turn.pass()
  let seen = 0
  for (const name of Object.keys(before)) {
    seen += 1
    if (seen % AT_ONCE === 0) await turn.pass()
    if (!Object.hasOwn(after, name)) names.push(name)
  }
  return names
}
