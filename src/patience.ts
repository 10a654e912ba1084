/** A bound on a wait: what arrived while this process was busy counts before what has expired. @module */

export interface Timers {
  setTimeout(callback: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
  /** Are they of the real time, and so come late when the process is busy? @defaultValue `false` */
  readonly isReal?: boolean | undefined
}

/** Timers of the real time that don't hold the process. */
export const timers: Timers = {
  setTimeout: (callback, ms) => setTimeout(callback, ms).unref(),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  isReal: true,
}

/**
 * Calls `onExpired` when a wait has taken `ms`; what it returns calls that off.
 *
 * After a blocked event loop, timers run before what came meanwhile is read. So nothing is judged before that is done; and
 * since an answer may take more than one turn, the time by which the timer came late is given back, once.
 */
export function patience(ms: number, onExpired: () => void, clock: Timers = timers): () => void {
  const due = performance.now() + ms
  let turn: NodeJS.Immediate | undefined
  let timer = clock.setTimeout(look, ms)

  function look(): void {
    const late = clock.isReal ? performance.now() - due : 0
    if (late > 0) timer = clock.setTimeout(judge, Math.min(late, ms))
    else judge()
  }
  function judge(): void {
    turn = setImmediate(onExpired)
  }
  return () => {
    clock.clearTimeout(timer)
    clearImmediate(turn)
  }
}
