/** Waits for work no longer than until a signal is aborted, even if the work doesn't listen to the signal. @module */

import { type Stage, toTermError } from './errors.ts'
import { onAbort } from './guarded-signal.ts'

/**
 * Resolves or rejects as the work does, or rejects as soon as the signal is aborted. What the work does after that is
 * ignored.
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal, stage?: Stage): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(abortError(signal, stage))
    const listenNoMore = onAbort(signal, abort)
    work.then(
      (result) => {
        listenNoMore()
        resolve(result)
      },
      (error) => {
        listenNoMore()
        reject(error)
      },
    )
    if (signal.aborted) abort()
  })
}

/** The error of an abort: the signal's reason where that is a `TermError`, else `ERR_TERM_ABORTED`. */
export const abortError = (signal: AbortSignal, stage?: Stage) =>
  toTermError(signal.reason, 'ERR_TERM_ABORTED', 'The attempt was called off', { stage })
