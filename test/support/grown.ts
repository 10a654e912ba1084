/** Starts a tree that ends with its test, on a clock that the test moves. @module */

import { onTestFinished } from 'vitest'
import { type Children, type SuperviseOptions, type Supervision, supervise } from '../../src/index.ts'
import { type SimulatedTime, simulatedTime } from './simulated-time.ts'

export interface Grown {
  readonly tree: Supervision
  readonly time: SimulatedTime
}

/** Dice that always roll 0, so that no jitter is added. */
export const noJitter = (): number => 0

/** Supervises children, and stops them at the end of the test. */
export async function grow(
  children: Children,
  options: SuperviseOptions & { readonly time?: SimulatedTime } = {},
): Promise<Grown> {
  const { time = simulatedTime(), ...others } = options
  const tree = await supervise(children, { clock: time.clock, random: noJitter, observers: [], ...others })
  onTestFinished(() => endOf(tree.stop(), time))
  return { tree, time }
}

/** Moves the time until the work is done. */
export async function endOf<T>(work: Promise<T>, time: SimulatedTime, step = 1_000): Promise<T> {
  let settled = false
  const settle = () => {
    settled = true
  }
  work.then(settle, settle)
  for (let turn = 0; !settled && turn < 600; turn++) await time.advance(step)
  if (!settled) throw new Error('The work is not done after ten minutes')
  return work
}

/** The end of the work as a value, also if it is an error. */
export const outcome = <T>(work: Promise<T>): Promise<T | unknown> => work.catch((error: unknown) => error)
