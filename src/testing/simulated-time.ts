/** A clock that a test moves by hand. @module */

import { SimulatedClock } from 'xstate'
import type { Clock } from '../base/clock.ts'
import { type Duration, parseDuration } from '../base/duration.ts'
import { unexpected } from '../base/unexpected.ts'

export interface SimulatedTime {
  readonly clock: Clock
  /**
   * Lets promises settle, moves the time in one leap, and lets the promises settle that this has set off. What a timer sets
   * off waits for the next call, as in a process that was suspended.
   *
   * @throws TypeError on what is no duration
   */
  advance(by: Duration): Promise<void>
  /**
   * Moves the time from timer to timer, and lets promises settle after each, so that what one sets off may set another
   * within the same span: a term of `30s` polls 120 times in `walk('1h')`.
   *
   * @throws TypeError on what is no duration
   */
  walk(by: Duration): Promise<void>
  /** Lets promises settle without moving the time. It doesn't wait for sockets, disks and threads. */
  settle(): Promise<void>
}

const START = Date.UTC(2026, 0, 1)
/** So many turns of the event loop let a chain of promises settle. */
const TURNS = 5

/** Makes a clock that stands at the beginning of 2026 until it is moved. */
export function simulatedTime(...none: readonly never[]): SimulatedTime {
  if (none[0] !== undefined)
    throw unexpected('simulatedTime', 'start', 'left out', none[0], 'it stands at the beginning of 2026')
  const simulated = new SimulatedClock()
  /** When each timer rings. */
  const due = new Map<number, number>()
  const settle = async () => {
    for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  const next = () => Math.min(...due.values())

  return {
    clock: {
      now: () => START + simulated.now(),
      monotonic: () => simulated.now(),
      setTimeout(callback, ms) {
        const timer = simulated.setTimeout(() => {
          due.delete(timer)
          callback()
        }, ms)
        // In whole ms: a sum of fractions may fall short of what it stands for, and the timer would never ring.
        due.set(timer, simulated.now() + Math.ceil(ms))
        return timer
      },
      clearTimeout(timer) {
        due.delete(timer as number)
        simulated.clearTimeout(timer as number)
      },
    },
    async advance(by) {
      const ms = msToMove('simulatedTime', 'advance', by)
      await settle()
      simulated.increment(ms)
      await settle()
    },
    async walk(by) {
      const end = simulated.now() + msToMove('simulatedTime', 'walk', by)
      await settle()
      for (let at = next(); at <= end; at = next()) {
        simulated.increment(Math.max(0, at - simulated.now()))
        await settle()
      }
      simulated.increment(end - simulated.now())
      await settle()
    },
    settle,
  }
}

/** How far to move, in ms. @throws TypeError that names what was called */
export function msToMove(of: string, method: string, by: Duration): number {
  const ms = parseDuration(by)
  if (ms === undefined) throw unexpected(of, method, "a number of ms, or text like '2m'", by)
  return ms
}
