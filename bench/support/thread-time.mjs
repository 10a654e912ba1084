/** Tells for how long the calling thread has run on a processor, in ms: not how long it waited for one. @module */

import { readFileSync } from 'node:fs'

const OWN = '/proc/thread-self/schedstat'

function fromLinux() {
  try {
    return Number(readFileSync(OWN, 'latin1').split(' ')[0]) / 1e6
  } catch {
    return undefined
  }
}

/** Elsewhere than on Linux the time outside of the wait for events stands for it, which is more on a busy machine. */
export const threadMs = () => fromLinux() ?? performance.eventLoopUtilization().active
