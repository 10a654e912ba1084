/** Waits for a first value, wherever it comes from. Each wait comes to an end. @module */

import { checkRecord, checkSignal } from '../base/checks.ts'
import type { Duration } from '../base/duration.ts'
import { durationOrClamp } from '../base/duration-checks.ts'
import { fieldOf, reasonFirst, type Stage, TermError, type TermErrorCode } from '../base/errors.ts'
import { holding } from '../base/keep-alive.ts'
import { patience, type Timers } from '../base/patience.ts'
import type { Cell } from '../store/cell.ts'

export interface ReadyOptions {
  /**
   * How long to wait for a value.
   *
   * @defaultValue `'30s'`
   */
  readonly timeout?: Duration | undefined
  /** Calls the wait off. */
  readonly signal?: AbortSignal | undefined
}

export interface Wait {
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** Those who wait: they are called when a value is there, or none will come. */
export type Waiting = Set<(failed?: TermError) => void>

/** Lets those go on who wait, where there is a value to read. */
export function endWaits(cell: Pick<Cell<unknown>, 'isReadable'>, waiting: Waiting | undefined): void {
  if (waiting !== undefined && cell.isReadable()) for (const done of waiting) done()
}

/** What the wait is for. */
export interface Awaited {
  readonly term: string
  readonly waiting: Waiting
  /** Those of `waiting` who give up when no value can come. */
  readonly starting?: Waiting | undefined
  readonly clock: Timers
  /** Why there is no value yet: the failure that the message begins with, or what it adds, and how far the attempt is. */
  late(): {
    /** @defaultValue `ERR_TERM_TIMEOUT` */
    readonly code?: TermErrorCode | undefined
    readonly failure?: TermError | undefined
    readonly why?: string
    readonly stage?: Stage | undefined
  }
}

/** @throws TypeError that names the option and the value seen */
export function checkReady(of: string, options: ReadyOptions = {}): Wait {
  checkRecord(of, 'ready.options', options, ['timeout', 'signal'] satisfies (keyof ReadyOptions)[])
  const { timeout = '30s' } = options
  const signal = checkSignal(of, 'ready.signal', options.signal)
  return { timeoutMs: durationOrClamp(of, 'ready.timeout', timeout), signal }
}

/**
 * Resolves when those who wait are called. That one wait timed out never stands in the way of a later success.
 *
 * @throws TermError `ERR_TERM_TIMEOUT` or another code for it, `ERR_TERM_ABORTED`, or what the call brings
 */
export function called(
  { term, waiting, starting, clock, late }: Awaited,
  { timeoutMs, signal }: Wait,
): Promise<void> {
  let end = (_error?: TermError) => {}
  const wait = new Promise<void>((resolve, reject) => {
    end = (error) => (error === undefined ? resolve() : reject(error))
  })
  const abort = () => {
    const cause = fieldOf(signal, 'reason')
    end(new TermError('ERR_TERM_ABORTED', `[${term}] the wait was called off`, { term, cause }))
  }
  // This comes before all else: a signal of the user's own making may throw, and then nothing must be left behind.
  signal?.addEventListener('abort', abort, { once: true })
  const expire = () => {
    const { code = 'ERR_TERM_TIMEOUT', failure, why = '', stage } = late()
    const message = `[${term}] ${reasonFirst(failure)}no value within ${timeoutMs} ms${why}`
    end(new TermError(code, message, { term, stage, cause: failure }))
  }
  const endPatience = patience(timeoutMs, expire, clock)
  waiting.add(end)
  starting?.add(end)
  if (signal?.aborted) abort()
  return holding(wait).finally(() => {
    endPatience()
    waiting.delete(end)
    starting?.delete(end)
    signal?.removeEventListener('abort', abort)
  })
}
