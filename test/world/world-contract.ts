/** What may happen to a world, and what it is made of. @module */

import type { Resident, TermPlan } from './resident.ts'
import type { TermModel } from './term-model.ts'
import type { WaywardOrigin } from './wayward-origin.ts'
import type { Harm, WorldDisk } from './world-disk.ts'

/** A place for a term, in each of the processes that come one after the other. */
export interface Place {
  readonly name: string
  readonly plan: TermPlan
  readonly origin: WaywardOrigin
  readonly model: TermModel
  /** Whether its disk may have lost something. */
  isDoubtful: boolean
  /** Whether something on its disk is in the way for good. */
  isBlocked: boolean
  isRemoved: boolean
  now: Resident
}

export interface World {
  readonly places: readonly Place[]
  readonly disk: WorldDisk
  tick(ms: number): Promise<void>
  stepClock(ms: number): void
  ask(place: Place, what: 'refresh' | 'ready'): void
  pin(place: Place, at: number): Promise<void>
  unpin(place: Place): Promise<void>
  rollback(place: Place): Promise<void>
  release(place: Place, at: number): Promise<void>
  remove(place: Place): Promise<void>
  add(place: Place): Promise<void>
  /** The term that is derived of the first two stays as it is. */
  pinDerived(): Promise<void>
  unpinDerived(): Promise<void>
  takeDiskAway(): void
  /** Ends the process in order, or kills it, at rest or not, and starts the next one. */
  restart(
    how: 'stop' | 'kill' | 'kill-at-once',
    harm?: { at: number; file: number; harm: Harm },
  ): Promise<void>
  settle(): Promise<void>
  /** Throws what is wrong at this moment. */
  check(): void
  finish(): Promise<void>
  end(): Promise<void>
}

/** Throws what is wrong. */
export function complain(name: string, wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error(wrong.map((what) => `${name}: ${what}`).join('\n'))
}
