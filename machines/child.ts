/** What a supervisor knows of a child: how it was specified, which incarnation lives, and how it ended. @module */

import type { AnyActorLogic, AnyActorRef } from 'xstate'
import type { RestartType } from './restart.ts'

/** How to run one incarnation of a child. */
export interface ChildStart {
  readonly logic: AnyActorLogic
  readonly input: unknown
  /** The name under which the actor system finds the live incarnation. */
  readonly systemId?: string | undefined
}

/** A child as it was asked for; made by `childSpec`. */
export interface ChildSpec {
  /** Unique among its siblings. */
  readonly name: string
  readonly restart: RestartType
  /** How long it may take to stop when it is asked to, in ms, before it is ended; `null`: as long as it likes. */
  readonly shutdown: number | null
  /** The number of its first incarnation. */
  readonly generation: number
  /** Called for each incarnation. */
  start(generation: number): ChildStart
}

export type ChildSpecOptions = Pick<ChildSpec, 'name' | 'start'> & Partial<ChildSpec>

/**
 * Makes the specification of a child, with OTP's defaults: it is permanent, and has 5 s to stop.
 *
 * As JSON a specification is its name alone: an inspector writes context and events out at every transition.
 */
export function childSpec(options: ChildSpecOptions): ChildSpec {
  const { name, restart = 'permanent', shutdown = 5_000, generation = 0, start } = options
  return Object.setPrototypeOf({ name, restart, shutdown, generation, start }, NAMED)
}

// There may be thousands of specifications, so they share this.
const NAMED = {
  toJSON(this: ChildSpec) {
    return this.name
  },
}

/** A child in its present incarnation. */
export interface Child {
  /** Such as `prices#3`: the number tells a late event of an earlier incarnation from one of this. */
  readonly id: string
  readonly spec: ChildSpec
  readonly generation: number
  /** The partition that holds it. */
  readonly partition: string
}

export function incarnationOf(spec: ChildSpec, generation: number, partition: string): Child {
  return { id: `${spec.name}#${generation}`, spec, generation, partition }
}

/** How a child ended: because it was told to, by force, by itself, or by an error. */
export type Ending = 'stopped' | 'killed' | 'finished' | 'crashed'

/**
 * Ends the actors that a machine left running when it threw. XState stops the children of a machine that ends by an
 * unhandled error event, but not those of a machine whose action threw (statelyai/xstate#5153, #5433).
 */
export function reap(ref: AnyActorRef | undefined): void {
  const snapshot = ref?.getSnapshot() as
    | { status?: string; children?: Record<string, AnyActorRef | undefined> }
    | undefined
  if (snapshot?.status !== 'error') return
  for (const orphan of Object.values(snapshot.children ?? {}))
    if (orphan?.getSnapshot()?.status === 'active') orphan.send({ type: 'xstate.stop' })
}
