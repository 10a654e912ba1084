/** The beat of an instance: it reports every few seconds, and now and then sees whether a seat of a steward is free. @module */

import { keyOf } from '../keys.ts'
import type { FleetGround } from './ground.ts'
import type { Reporting } from './reporting.ts'
import type { Seats } from './seats.ts'

/** Does something later; of what has the same name, what was set first stays. */
export type Later = (name: string, ms: number, work: () => unknown) => void

export interface Beat {
  begin(): Promise<void>
  /** Reports at once. */
  report(): Promise<void>
  /** The same. @returns when that was, by the engine's clock; `undefined` where the engine can't be reached */
  stamp(): Promise<number | undefined>
  isSteward(): boolean
  /** Since when the engine has taken all reports, by its clock. */
  listening(): number | undefined
  /** What time it is by the engine's clock; `undefined`: it hasn't told yet. */
  now(): number | undefined
  leave(): Promise<void>
}

export interface BeatHooks {
  readonly later: Later
  /** It has become a steward. */
  seated(): void
  /** A steward has reported. */
  beaten(): Promise<void>
}

/** A steward keeps its seat with each report; to the others a look in a minute is enough, since hints tell them of most. */
const LOOKS_EVERY = 6

/** The topic by which a steward that leaves says that its seat is free. */
const seatsTopic = (service: string): string => keyOf(service, 'stewards')

export const aboutMs = (ms: number): number => ms * (0.8 + 0.4 * Math.random())

export function beatOf(
  ground: FleetGround,
  status: Reporting,
  seats: Seats,
  { later, seated, beaten }: BeatHooks,
): Beat {
  const { clock, control, service, reportMs } = ground
  let isSeated = false
  let beats = 0
  let since: number | undefined
  let unlisten: (() => void) | undefined
  /** When the engine last told its time: by that, and by the clock of this process which nobody sets. */
  let told: { readonly at: number; readonly monotonic: number } | undefined

  async function stamp(): Promise<number | undefined> {
    const at = (await ground.asked(status.put))?.at
    since = at === undefined ? undefined : (since ?? at)
    if (at !== undefined) told = { at, monotonic: clock.monotonic() }
    return at
  }

  async function report(): Promise<void> {
    const isTaken = await ground.asked(async () => status.post().then(() => true))
    if (isTaken !== true) since = undefined
  }

  async function look(): Promise<void> {
    const at = await stamp()
    if (at === undefined) return
    const was = isSeated
    const taken = ground.steward ? await ground.asked(() => seats.take(at)) : false
    // Where others were faster all the time, the next report looks again.
    if (taken === undefined) beats = 0
    isSeated = taken ?? was
    if (isSeated && !was) seated()
    if (isSeated) await beaten()
  }

  async function beat(): Promise<void> {
    const isToLook = isSeated || beats === 0
    beats = (beats + 1) % LOOKS_EVERY
    await (isToLook ? look() : report())
    // Whoever couldn't report looks with the first one that is taken.
    if (since === undefined) beats = 0
    later('beat', aboutMs(reportMs), beat)
  }

  return {
    report,
    stamp,
    isSteward: () => isSeated,
    listening: () => since,
    now: () => told && told.at + (clock.monotonic() - told.monotonic),
    async begin() {
      await beat()
      if (!ground.steward) return
      // All hear it: one after the other looks.
      unlisten = control.listen(seatsTopic(service), () => {
        if (!isSeated) later('seats', Math.random() * reportMs, look)
      })
    },
    async leave() {
      unlisten?.()
      await ground.asked(status.post)
      if (!isSeated) return
      await ground.asked(async () => {
        await seats.leave()
        await control.hint(seatsTopic(service))
      })
    },
  }
}
