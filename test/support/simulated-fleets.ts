/** A fleet whose time a test moves: the engine is in memory, the store a real folder, and all clocks are one. @module */

import { expect } from 'vitest'
import type { Clock } from '../../src/base/clock.ts'
import { simulatedTime } from '../../src/testing/simulated-time.ts'
import { type TestFleet, type TestFleetOptions, testFleet, until } from './fleets.ts'

export interface SimulatedFleet extends TestFleet {
  readonly clock: Clock
  /** Moves the time from step to step, and lets files be read after each. */
  walk(ms: number, step?: number): Promise<void>
  /** Waits for what needs no time but that of the disk. */
  beyond<T>(work: Promise<T>): Promise<T>
}

/** So many turns without a request to the system, and nothing goes on that needs no time. */
const QUIET_TURNS = 24
/** What files, sockets and the pool of threads are asked for: `FSReqPromise`, `FILEHANDLECLOSEREQ`, `PipeConnectWrap`, ... */
const REQUEST = /Req|REQ|ConnectWrap|ShutdownWrap|WriteWrap|Job$/
const STEP_MS = 100
const FILES_REST_MS = 60

export async function simulatedFleet(options: Omit<TestFleetOptions, 'clock'> = {}): Promise<SimulatedFleet> {
  warming ??= warmUp()
  await warming
  const time = simulatedTime()
  const fleet = await testFleet({ ...options, clock: time.clock })

  async function walk(ms: number, step = STEP_MS): Promise<void> {
    const end = time.clock.monotonic() + ms
    await quiet()
    while (time.clock.monotonic() < end) {
      await time.advance(Math.min(step, end - time.clock.monotonic()))
      await quiet()
    }
  }

  async function beyond<T>(work: Promise<T>): Promise<T> {
    let isOver = false
    const over = work.finally(() => {
      isOver = true
    })
    over.catch(() => {})
    while (!isOver) await walk(STEP_MS)
    return over
  }

  return {
    ...fleet,
    clock: time.clock,
    async publish(...publication) {
      const ref = await fleet.publish(...publication)
      const written = Date.now()
      // A file that was written just now is looked at twice, by the time of the system.
      await until(() => expect(Date.now() - written).toBeGreaterThan(FILES_REST_MS))
      return ref
    },
    walk,
    beyond,
    [Symbol.asyncDispose]: () => beyond(Promise.resolve(fleet[Symbol.asyncDispose]())),
  }
}

let warming: Promise<void> | undefined

/** What is loaded with the first use comes in its own time. */
async function warmUp(): Promise<void> {
  await using fleet = await testFleet()
  await fleet.publish(1, { v: 1 }, true)
  await fleet.join()
}

async function quiet(): Promise<void> {
  // Sockets and the pool of threads have their own time, which is short, and longer on a busy machine.
  await new Promise((resolve) => setTimeout(resolve, 1))
  for (let turns = 0; turns < QUIET_TURNS; turns++) {
    await new Promise((resolve) => setImmediate(resolve))
    if (process.getActiveResourcesInfo().some((name) => REQUEST.test(name))) turns = 0
  }
}
