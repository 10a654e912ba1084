/** Time as a tree sees it; injected, so that tests hold it. @module */

import { fromCallback } from 'xstate'
import type { Due, WaitInput } from '../machines/index.ts'

export interface Clock {
  /** The wall clock, in epoch ms: for people and for dates that come from outside. */
  now(): number
  /** A clock that only goes forward, in ms: for intervals, so that a step of the wall clock changes none. */
  monotonic(): number
  setTimeout(callback: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
}

/** The real time. Its timers don't keep a process alive: a service lives by its own work. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms).unref(),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
}

/** The `wait` of the charts on this clock. */
export const waitOn = (clock: Clock) =>
  fromCallback<Due, WaitInput>(({ input, sendBack }) => {
    if (input.ms === null) return
    const timer = clock.setTimeout(() => sendBack({ type: 'due' }), input.ms)
    return () => clock.clearTimeout(timer)
  })
