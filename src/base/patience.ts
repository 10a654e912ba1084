/** Bounds a wait, and lets what arrived while this process was busy count before the bound has expired. @module */

export interface Timers {
  setTimeout(callback: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
  /** Whether these timers run by the real time, and so come late when the process is busy. @defaultValue `false` */
  readonly isReal?: boolean | undefined
}

/** Node's own timers, which here don't hold the process. */
export const timers: Timers = {
  setTimeout: (callback, ms) => setTimeout(callback, ms).unref(),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  isReal: true,
}

// A wait is made of parts, and one that comes late counts as one, however long the process was busy. So a stall uses up
// no more than one part in eight.
const PARTS = 8

/**
 * Calls `onExpired` when a wait has taken `ms` of this process's own time. The function that it returns calls that off.
 *
 * When an event loop was blocked, timers run before anything that came meanwhile is read. So the wait expires only after
 * that has been read; and since an answer may take more than one turn, a stall uses up little of the wait.
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
