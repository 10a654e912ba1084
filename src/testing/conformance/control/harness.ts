/** What the conformance suite needs of whoever tests an engine of a fleet. @module */

import type { Control, Space } from '../../../fleet/control.ts'

type Awaitable<T> = T | Promise<T>

/**
 * One engine, and hooks that move it. Without a hook the cases that need it are left out. All the connections that `connect`
 * makes are of the same engine, and what one case has written is there in the next.
 */
export interface ControlHarness {
  /** Connects one more instance, with a time-out of a second at most. */
  connect(): Awaitable<Control>
  /** Ends the engine at once, as `kill -9` does. */
  stop?(): Awaitable<void>
  /** Lets the engine take calls and give no answer, as SIGSTOP does. */
  hang?(): Awaitable<void>
  /** Lets the engine go on after `stop` or `hang`, with what it held. */
  start?(): Awaitable<void>
  /** Lets all that was written in this space so far be past its time. */
  expire?(space: Space): Awaitable<void>
  /** Passwords and tokens that the engine was given, and must not tell. */
  readonly secrets?: readonly string[] | undefined
}

/** The hooks that not every engine has. */
export type ControlHook = 'stop' | 'hang' | 'expire'
