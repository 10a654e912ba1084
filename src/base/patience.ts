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

// A part that comes late counts as one, however long this process was busy: so the time that is waited is its own time, and
// a stall can't use up more than one part in eight.
const PARTS = 8

/**
 * Calls `onExpired` when a wait has taken `ms` of this process's time; what it returns calls that off.
 *
 * After a blocked event loop, timers run before what came meanwhile is read. So nothing is judged before that is done; and
 * since an answer may take more than one turn, a stall uses up little of the wait.
 */
export function patience(ms: number, onExpired: () => void, clock: Timers = timers): () => void {
  const parts = clock.isReal ? PARTS : 1
  let left = parts
  let turn: NodeJS.Immediate | undefined
  let timer = clock.setTimeout(look, ms / parts)

  function look(): void {
    left -= 1
    if (left > 0) timer = clock.setTimeout(look, ms / parts)
    else turn = setImmediate(onExpired)
  }
  return () => {
    clock.clearTimeout(timer)
    clearImmediate(turn)
  }
}
