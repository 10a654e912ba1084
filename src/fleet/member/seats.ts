/** The few instances that decide about rollouts: three seats, each of which is kept by reports and falls free without them. @module */

import { fieldOf } from '../../base/errors.ts'
import { type Control, LASTS_MS } from '../control.ts'
import { keyOf } from '../keys.ts'

const SEATS = 3
const MOST_TRIES = 3

interface Seat {
  readonly instance: string
  /** When its holder last reported, by the engine's clock. */
  readonly at: number
}

export interface Seats {
  /** Takes a seat or keeps it, as of a report of its own. @returns whether it has one; `undefined`: nobody knows */
  take(at: number): Promise<boolean | undefined>
  leave(): Promise<void>
}

export function seatsOf(control: Control, service: string, instance: string): Seats {
  const key = keyOf(service, 'stewards')

  /** @returns `undefined` where others were faster each time */
  async function change(
    next: (seats: readonly Seat[]) => readonly Seat[] | undefined,
  ): Promise<boolean | undefined> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const entry = await control.get('control', key)
      const seats = next(readSeats(entry?.value))
      if (seats === undefined) return false
      const text = JSON.stringify({ schema: 1, seats })
      if ((await control.swap('control', key, text, entry?.revision)) !== undefined) return true
    }
    return undefined
  }
  const others = (seats: readonly Seat[]) => seats.filter((seat) => seat.instance !== instance)

  let isDenied = false

  return {
    async take(at) {
      if (isDenied) return false
      try {
        return await change((seats) => {
          // One of a time to come was taken by a clock that has been set right since; its holder says so with its next report.
          const taken = others(seats).filter((seat) => Math.abs(at - seat.at) < LASTS_MS.status)
          return taken.length < SEATS ? [...taken, { instance, at }] : undefined
        })
      } catch (thrown) {
        // Who may only follow is no steward, and no engine is to blame.
        if (fieldOf(thrown, 'code') !== 'ERR_TERM_DENIED') throw thrown
        isDenied = true
        return false
      }
    },
    async leave() {
      await change((seats) => (others(seats).length < seats.length ? others(seats) : undefined))
    },
  }
}

function readSeats(text: string | undefined): readonly Seat[] {
  try {
    const { seats } = JSON.parse(text ?? '') as { readonly seats?: unknown }
    return Array.isArray(seats)
      ? seats.filter(({ instance, at }) => typeof instance === 'string' && typeof at === 'number')
      : []
  } catch {
    return []
  }
}
