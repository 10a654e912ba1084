/** What a supervisor knows of a child. @module */

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
 * A child's specification with the defaults of OTP: permanent, and 5 s to stop.
 *
 * An inspector writes context and events out at every transition, so a specification shows its name alone.
 */
export function childSpec(options: ChildSpecOptions): ChildSpec {
  const spec = { restart: 'permanent', shutdown: 5_000, generation: 0, ...options } as const
  return Object.defineProperty(spec, 'toJSON', { value: () => spec.name })
}

/** A child in its present incarnation. */
export interface Child {
  /** `prices#3`: a late event of an incarnation that is gone names another one. */
  readonly id: string
  readonly spec: ChildSpec
  readonly generation: number
  /** The partition that holds it. */
  readonly partition: string
}

export function incarnation(spec: ChildSpec, generation: number, partition: string): Child {
  return { id: `${spec.name}#${generation}`, spec, generation, partition }
}

/** How a child ended: as it was told to, ended by force, by itself, or by an error. */
export type Ending = 'stopped' | 'killed' | 'finished' | 'crashed'

/**
 * Ends what a throwing machine left running. XState stops the children of a machine that ends in error by an unhandled
 * error event, not those of one whose action threw (statelyai/xstate#5153, #5433).
 */
export function reap(ref: AnyActorRef | undefined): void {
  const snapshot = ref?.getSnapshot() as
    | { status?: string; children?: Record<string, AnyActorRef | undefined> }
    | undefined
  if (snapshot?.status !== 'error') return
  for (const orphan of Object.values(snapshot.children ?? {}))
    if (orphan?.getSnapshot()?.status === 'active') orphan.send({ type: 'xstate.stop' })
}
