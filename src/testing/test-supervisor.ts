/** Starts a tree whose time a test moves, and keeps all that is heard of it. @module */

import { checkRecord } from '../base/checks.ts'
import type { Clock } from '../base/clock.ts'
import type { Duration } from '../base/duration.ts'
import { unexpected } from '../base/unexpected.ts'
import {
  type Child,
  type Children,
  checkChild,
  checkChildren,
  type Health,
  plant,
  resolveSupervise,
  type SuperviseOptions,
} from '../tree/index.ts'
import { type Recording, recording } from './recording.ts'
import { msToMove, simulatedTime } from './simulated-time.ts'

/** A tree that lives by the time of a test. */
export interface TestSupervisor extends AsyncDisposable, Omit<Recording, 'observer'> {
  /** The time of the tree, which begins in 2026 and moves by `advance` alone. */
  readonly clock: Clock
  /**
   * Moves the time from timer to timer, and lets promises settle after each.
   *
   * @throws TypeError on what is no duration
   */
  advance(by: Duration): Promise<void>
  /** Lets promises settle. It doesn't wait for sockets, disks and threads: `next` does. */
  settle(): Promise<void>
  health(): Health
  /**
   * Adds a child, and lets promises settle.
   *
   * @throws TypeError when the name is taken or the term is supervised already
   */
  add(name: string, child: Child): Promise<void>
  /** Removes a child, and resolves when it has stopped. */
  remove(name: string): Promise<void>
  /** Stops the tree. The values stay readable. */
  stop(): Promise<void>
}

const SHUTDOWN = '10s'
const SHUTDOWN_MS = 10_000

/**
 * Starts a tree on a clock of its own. Unlike `supervise` it waits for no value: it resolves when what needs no time has
 * happened, so that a test sees the first attempt of a fetcher that hangs, too.
 *
 * The options are those of `supervise`, but for the clock; `random` is `() => 0` unless it is given.
 *
 * @throws TypeError that names the option or child
 * @example
 * await using test = await createTestSupervisor({ prices })
 * await test.advance('1h')
 * expect(test.heard('refresh.failed', 'prices')).toHaveLength(3)
 */
export async function createTestSupervisor(
  children: Children,
  options: Omit<SuperviseOptions, 'clock'> = {},
): Promise<TestSupervisor> {
  const of = 'createTestSupervisor'
  checkRecord(of, 'options', options)
  if ('clock' in options)
    throw unexpected(of, 'clock', 'left out', options.clock, 'the test has one of its own')
  const time = simulatedTime()
  const record = recording()
  const { observers = [], random = () => 0 } = options
  const all = Array.isArray(observers) ? [...observers, record.observer] : observers
  const tree = plant(
    checkChildren(of, children),
    resolveSupervise({ ...options, random, observers: all, clock: time.clock }),
  )
  let stopping: Promise<void> | undefined

  /** Waits for what may need the test's time to end. */
  async function ending(done: Promise<void>): Promise<void> {
    await time.walk(SHUTDOWN)
    await done
  }
  const stop = () => {
    stopping ??= ending(tree.stop(SHUTDOWN_MS))
    return stopping
  }

  await time.settle()
  return {
    clock: time.clock,
    events: record.events,
    heard: record.heard,
    next: record.next,
    advance: async (by) => time.walk(msToMove(of, 'advance', by)),
    settle: time.settle,
    health: tree.health,
    async add(name, child) {
      tree.add(name, checkChild(of, name, child))
      await time.settle()
    },
    remove: (name) => ending(tree.remove(name)),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
