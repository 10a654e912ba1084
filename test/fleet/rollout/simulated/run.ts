/** Draws courses of events, and plays each; what breaks a rule is made as short as it can be. @module */

import fc from 'fast-check'
import type { Rules } from './rules.ts'
import { play, type Turn } from './turns.ts'
import { worldOf } from './world.ts'

const MOST_TURNS = 60

const turn: fc.Arbitrary<Turn> = fc.tuple(fc.nat(24), fc.nat(15), fc.nat(59))
const course = fc.tuple(
  fc.integer({ min: 1, max: 12 }),
  fc.array(turn, { maxLength: MOST_TURNS, size: 'max' }),
)

/** The rule that a course breaks. */
export function brokenBy(rules: Rules, count: number, turns: readonly Turn[]): string | undefined {
  const world = worldOf(rules, count)
  // Something is under way from the beginning.
  play(world, [14, 0, turns.length])
  for (const one of turns) {
    play(world, one)
    if (world.broken !== undefined) return world.broken
  }
  return undefined
}

/** In words, with the shortest course that was found; `undefined` where all held. */
export function violationOf(rules: Rules, runs: number, seed: number): string | undefined {
  const property = fc.property(course, ([count, turns]) => {
    const broken = brokenBy(rules, count, turns)
    if (broken !== undefined) throw new Error(broken)
  })
  const { failed, counterexample, errorInstance } = fc.check(property, { numRuns: runs, seed })
  if (!failed) return undefined
  return `${Object(errorInstance).message} (seed ${seed}): ${JSON.stringify(counterexample?.[0])}`
}
