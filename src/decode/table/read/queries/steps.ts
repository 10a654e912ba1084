/** Work in small steps, which is done at once or in shares of the event loop's turns. @module */

import type { TimeSlice } from '../../../../base/time-slice.ts'

/** It yields after each step; none takes more than some hundred microseconds. */
export type Steps<T> = Generator<void, T>

export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

export async function inShares<T>(steps: Steps<T>, turn: TimeSlice): Promise<T> {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    await turn.pass()
  }
}

/** The parts of `count` things that are small enough for a step, each from its first to before its last. */
export function* blocks(count: number): Generator<readonly [start: number, end: number]> {
  for (let start = 0; start < count; start += BLOCK) yield [start, Math.min(start + BLOCK, count)]
}

const BLOCK = 2 ** 14
