/** Writes behind: what came last is written, one thing at a time, and again after a failure, until it is safe. @module */

import type { Timers } from '../../base/patience.ts'

/** The first wait after a failure, in ms; it doubles with each in a row, and is never longer than the last. */
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 300_000

export interface WriteBehindOptions<T> {
  /** Resolves when the value is safe. It is told how many tries have failed in a row before this one. */
  write(value: T, failures: number): Promise<void>
  /** Hears of each failure, and when the next try comes at the latest, in ms. */
  failed(error: unknown, retryInMs: number): void
  /** Hears that nothing is left to do. */
  idle(): void
  readonly timers: Timers
}

export interface WriteBehind<T> {
  /** Takes the place of what waits. */
  put(value: T): void
  /**
   * Tries without further delay. Resolves to `true` once what was put last is safe, or something newer; to `false` when a
   * try that began after the call has failed.
   */
  hurry(): Promise<boolean>
  /** Forgets what waits. */
  forget(): void
}

/** Somebody who waits until what was put so far is safe, for so many tries at most. */
interface Waiter {
  readonly upTo: number
  tries: number
  readonly settle: (isSafe: boolean) => void
}

export function writeBehind<T>({ write, failed, idle, timers }: WriteBehindOptions<T>): WriteBehind<T> {
  let waiting: { readonly value: T } | undefined
  // How many values have come, and up to which of them nothing is left to do.
  let puts = 0
  let done = 0
  let failures = 0
  let isWriting = false
  let retry: { readonly timer: unknown } | undefined
  let waiters: Waiter[] = []

  /** Begins to write what waits, unless that goes on already. */
  function begin(): void {
    if (retry !== undefined) timers.clearTimeout(retry.timer)
    retry = undefined
    if (!isWriting) void work()
  }

  async function work(): Promise<void> {
    isWriting = true
    while (waiting !== undefined && retry === undefined) {
      const { value } = waiting
      const upTo = puts
      waiting = undefined
      await write(value, failures).then(
        () => succeed(upTo),
        (error) => fail(error, value, upTo),
      )
    }
    isWriting = false
    if (done === puts) idle()
  }

  function succeed(upTo: number): void {
    failures = 0
    done = Math.max(done, upTo)
    settle(true)
  }

  function fail(error: unknown, value: T, upTo: number): void {
    failures += 1
    // Unless something newer has come, or it was forgotten.
    if (puts === upTo && done < upTo) waiting = { value }
    settle(false)
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - 1, 20))
    failed(error, wait)
    // Whoever came during the try has one of its own.
    if (waiting !== undefined && waiters.length === 0) retry = { timer: timers.setTimeout(begin, wait) }
  }

  /** A try has ended: whoever it was for is told, and the others have one less. */
  function settle(isSafe: boolean): void {
    const ended = waiters
    waiters = []
    for (const waiter of ended) {
      waiter.tries -= 1
      if (waiter.upTo <= done || waiter.tries === 0) waiter.settle(isSafe && waiter.upTo <= done)
      else waiters.push(waiter)
    }
  }

  return {
    put(value) {
      puts += 1
      waiting = { value }
      // While a failure is waited for, the next try takes this one.
      if (retry === undefined) begin()
    },
    hurry() {
      if (done === puts) return Promise.resolve(true)
      return new Promise((settle) => {
        waiters.push({ upTo: puts, tries: isWriting ? 2 : 1, settle })
        begin()
      })
    },
    forget() {
      waiting = undefined
      if (retry !== undefined) timers.clearTimeout(retry.timer)
      retry = undefined
      done = puts
      settle(false)
    },
  }
}
