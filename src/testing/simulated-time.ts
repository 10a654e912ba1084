/** A clock that a test moves by hand. @module */

import { SimulatedClock } from 'xstate'
import type { Clock } from '../base/clock.ts'
import { type Duration, parseDuration } from '../base/duration.ts'
import { unexpected } from '../base/unexpected.ts'

export interface SimulatedTime {
  readonly clock: Clock
  /**
   * Lets promises settle, moves the time, and lets the promises settle that this has set off.
   *
   * @throws TypeError on what is no duration
   */
  advance(by: Duration): Promise<void>
  /** Lets promises settle without moving the time. */
  settle(): Promise<void>
}

const START = Date.UTC(2026, 0, 1)

/** Makes a clock that stands at the beginning of 2026 until it is moved. */
export function simulatedTime(...none: readonly never[]): SimulatedTime {
  if (none[0] !== undefined)
    throw unexpected('simulatedTime', 'start', 'left out', none[0], 'it stands at the beginning of 2026')
  const simulated = new SimulatedClock()
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    clock: {
      now: () => START + simulated.now(),
      monotonic: () => simulated.now(),
      setTimeout: (callback, ms) => simulated.setTimeout(callback, ms),
      clearTimeout: (timer) => simulated.clearTimeout(timer as number),
    },
    async advance(by) {
      const ms = parseDuration(by)
      if (ms === undefined)
        throw unexpected('simulatedTime', 'advance', "a number of ms, or text like '2m'", by)
      await settle()
      simulated.increment(ms)
      await settle()
    },
    settle,
  }
}
