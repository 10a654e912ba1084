/** Has a thread that decodes step back where the processor is short. @module */

import { getPriority, setPriority } from 'node:os'

/** So many steps down a thread has about a third of the weight; where a processor is idle, that makes no difference. */
const STEPS = 5
const LAST = 19

/** Lowers the priority of the thread that calls it, so that whoever waits for the service is served before the next version. */
export function stepBack(): void {
  // Elsewhere it is the priority of the whole process.
  if (process.platform !== 'linux') return
  try {
    setPriority(Math.min(getPriority() + STEPS, LAST))
  } catch {
    // A sandbox may forbid it, and nothing depends on it.
  }
}
