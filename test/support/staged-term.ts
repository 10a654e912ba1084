/** Runs a term in a tree on simulated time, which a test moves from one attempt to the next. @module */

import { onTestFinished } from 'vitest'
import {
  type CommonOptions,
  type Judging,
  json,
  type RemoteTerm,
  remoteTerm,
  type SuperviseOptions,
  type Supervision,
  supervise,
} from '../../src/index.ts'
import { type CountedClock, countedClock } from './counted-clock.ts'
import { endOf } from './grown.ts'
import { type End, type Hearing, hearing } from './hearing.ts'
import { watchInvariants } from './invariants.ts'
import { type SimulatedTime, simulatedTime } from './simulated-time.ts'

export interface StagedTree {
  readonly tree: Supervision
  readonly time: SimulatedTime
  readonly clock: CountedClock
  readonly heard: Hearing
  /** Moves the time to the term's next probe, without waiting for what comes of it. */
  toNextProbe(term: RemoteTerm<unknown>): Promise<void>
  /** Moves the time to the term's next probe, and waits for the end of that attempt. */
  poll(term: RemoteTerm<unknown>): Promise<End>
}

/** Supervises on simulated time, with dice that always roll the middle, and watches over the invariants. */
export async function stageTree(
  children: Record<string, RemoteTerm<unknown>>,
  { observers = [], ...options }: SuperviseOptions = {},
  time = simulatedTime(),
): Promise<StagedTree> {
  const clock = countedClock(options.clock ?? time.clock)
  const heard = hearing()
  const { inspect, assert } = watchInvariants()
  const tree = await supervise(children, {
    random: () => 0.5,
    inspect,
    ...options,
    clock,
    observers: [heard, ...observers],
  })
  onTestFinished(async () => {
    if (options.inspect === undefined) assert()
    // A stop may have to wait for something that a test left hanging, and nobody else would move the time.
    await endOf(tree.stop(), time)
  })

  async function toNextProbe(term: RemoteTerm<unknown>): Promise<void> {
    const { nextProbeAt } = term.status()
    if (nextProbeAt === undefined) throw new Error(`Nothing is due: ${term.status().state}`)
    // A date has whole milliseconds, and may lie just before the timer.
    await time.advance(nextProbeAt.getTime() + 1 - clock.now())
  }

  return {
    tree,
    time,
    clock,
    heard,
    toNextProbe,
    async poll(term) {
      const end = heard.end()
      await toNextProbe(term)
      return end
    },
  }
}

/** Makes a term of JSON. */
export const jsonTerm = (
  options: Partial<CommonOptions & Judging<unknown>> & Pick<CommonOptions, 'fetcher'>,
) => remoteTerm({ name: 'prices', deserialize: json<unknown>, ...options })
