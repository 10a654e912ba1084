/** Chooses keys in an order that no cache foresees, the same in each process. @module */

import { keyOf } from './records.mjs'

/** How many keys each process reads in turn. */
const KEYS = 65_536

/** Places of records, by a linear congruential generator. */
function placesBelow(size) {
  let state = 12_345
  return Array.from({ length: KEYS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * size)
  })
}

export const placeOf = (key) => Number(key.slice(4))

/** Makes the strings flat, as those of a request are. */
const flat = (keys) => JSON.parse(JSON.stringify(keys))

/** Keys of records that are there. */
export const keysAmong = (size) => flat(placesBelow(size).map(keyOf))

/** Keys of records that aren't there. */
export const keysBeyond = (size) => flat(placesBelow(size).map((place) => keyOf(size + place)))
