/** The few instances that decide about rollouts: three seats, each of which is kept by reports and falls free without them. @module */

import { fieldOf } from '../../base/errors.ts'
import { type Control, LASTS_MS } from '../control.ts'
import { keyOf } from '../keys.ts'

const SEATS = 3

interface Seat {
  readonly instance: string
  /** When its holder last reported, by the engine's clock. */
  readonly at: number
}

export interface Seats {
  /** Takes a seat or keeps it, as of a report of its own. @returns whether it has one */
  take(at: number): Promise<boolean>
  leave(): Promise<void>
}

export function seatsOf(control: Control, service: string, instance: string): Seats {
  const key = keyOf(service, 'stewards')

  async function change(next: (seats: readonly Seat[]) => readonly Seat[] | undefined): Promise<boolean> {
    const entry = await control.get('control', key)
    const seats = next(readSeats(entry?.value))
    if (seats === undefined) return false
    // Who loses this has another chance with the next report.
    return (
      (await control.swap('control', key, JSON.stringify({ schema: 1, seats }), entry?.revision)) !==
      undefined
    )
  }
  const others = (seats: readonly Seat[]) => seats.filter((seat) => seat.instance !== instance)

  let isDenied = false

  return {
    async take(at) {
      if (isDenied) return false
      try {
        return await change((seats) => {
          const taken = others(seats).filter((seat) => at - seat.at < LASTS_MS.status)
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
