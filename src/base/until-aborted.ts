/** Waits for work that may not listen to the signal. @module */

import { type Stage, toTermError } from './errors.ts'
import { onAbort } from './guarded-signal.ts'

/** The outcome of the work, or a rejection as soon as the signal is aborted; what the work does later is ignored. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal, stage: Stage): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(abortError(signal, stage))
    const listenNoMore = onAbort(signal, abort)
    work.then(resolve, reject)
    work.then(listenNoMore, listenNoMore)
    if (signal.aborted) abort()
  })
}

/** Why the signal was aborted: its reason where that is a `TermError`, else `ERR_TERM_ABORTED`. */
export const abortError = (signal: AbortSignal, stage: Stage) =>
  toTermError(signal.reason, 'ERR_TERM_ABORTED', 'The attempt was called off', { stage })
