/** Threads without work, kept for a while: those of ours for any job of ours, those of a user's module for that alone. @module */

import type { Thread } from './thread.ts'

/** A thread, and the user's module that has run in it, if any. */
export interface Seat {
  readonly thread: Thread
  readonly module: string | undefined
}

export interface Warm {
  /** Of the threads that may run such a job, the one that was kept last. */
  take(module: string | undefined): Seat | undefined
  keep(seat: Seat): void
  /** Lets all of them go. */
  clear(): void
}

export interface WarmOptions {
  /** The most; beyond that the one that waits longest is let go. */
  readonly most: number
  /** How long each is kept, in ms. */
  readonly idleMs: number
  readonly clock: {
    setTimeout(callback: () => void, ms: number): unknown
    clearTimeout(timer: unknown): void
  }
}

export function warm({ most, idleMs, clock }: WarmOptions, letGo: (seat: Seat) => void): Warm {
  /** The timers of the threads, in the order in which these were kept. */
  const timers = new Map<Seat, unknown>()

  function remove(seat: Seat): void {
    clock.clearTimeout(timers.get(seat))
    timers.delete(seat)
  }
  function dismiss(seat: Seat): void {
    remove(seat)
    letGo(seat)
  }

  return {
    take(module) {
      for (const seat of [...timers.keys()].reverse()) {
        // A thread may end while nobody asks it for anything.
        if (seat.thread.isOver()) remove(seat)
        else if (seat.module === module) {
          remove(seat)
          return seat
        }
      }
      return undefined
    },
    keep(seat) {
      timers.set(
        seat,
        clock.setTimeout(() => dismiss(seat), idleMs),
      )
      const [oldest] = timers.keys()
      if (timers.size > most && oldest !== undefined) dismiss(oldest)
    },
    clear() {
      for (const seat of [...timers.keys()]) dismiss(seat)
    },
  }
}
