/** Loops over numbers that lie in memory as doubles, of which some are left out; V8 makes the best code of each. @module */

import { ABSENCE } from '../../format/layout.ts'

// As a constant of this file it costs nothing in a loop.
const { there: THERE } = ABSENCE

/** One of `ABSENCE` for each double; `undefined` where all are there. */
type Absent = Uint8Array | undefined

/** The sum of doubles, added one after the other to the one so far. */
export function sumInOrder(so: number, doubles: Float64Array, absent: Absent): number {
  let sum = so
  for (let i = 0; i < doubles.length; i++) {
    if (absent === undefined || absent[i] === THERE) sum += doubles[i] as number
  }
  return sum
}

/** The sum of whole numbers, for which the order doesn't matter: four at a time don't wait for each other. */
export function sumOfWholes(wholes: Float64Array, absent: Absent): number {
  if (absent !== undefined) return sumInOrder(0, wholes, absent)
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = 0
  for (; i + 4 <= wholes.length; i += 4) {
    a += wholes[i] as number
    b += wholes[i + 1] as number
    c += wholes[i + 2] as number
    d += wholes[i + 3] as number
  }
  for (; i < wholes.length; i++) a += wholes[i] as number
  return a + b + c + d
}

/** The least of the doubles and the one so far. */
export function leastOf(so: number, doubles: Float64Array, absent: Absent): number {
  let least = so
  for (let i = 0; i < doubles.length; i++) {
    if (absent !== undefined && absent[i] !== THERE) continue
    const value = doubles[i] as number
    if (value < least) least = value
  }
  return least
}

/** The greatest of the doubles and the one so far. */
export function greatestOf(so: number, doubles: Float64Array, absent: Absent): number {
  let greatest = so
  for (let i = 0; i < doubles.length; i++) {
    if (absent !== undefined && absent[i] !== THERE) continue
    const value = doubles[i] as number
    if (value > greatest) greatest = value
  }
  return greatest
}

/** How many doubles are this one. */
export function countOf(wanted: number, doubles: Float64Array, absent: Absent): number {
  let count = 0
  for (let i = 0; i < doubles.length; i++) {
    if (doubles[i] === wanted && (absent === undefined || absent[i] === THERE)) count++
  }
  return count
}

/** Is one of them this zero, 0 or -0? A comparison doesn't tell them apart. */
export function hasZero(zero: number, doubles: Float64Array, absent: Absent): boolean {
  for (let i = 0; i < doubles.length; i++) {
    const value = doubles[i]
    if (value === 0 && Object.is(value, zero) && (absent === undefined || absent[i] === THERE)) return true
  }
  return false
}
