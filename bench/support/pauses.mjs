/**
 * Measures how long the event loop was held up, by a timer that ticks each millisecond and by Node's own monitor.
 *
 * @module
 */

import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

const SMALL = JSON.stringify({ id: 1, name: 'alpha', tags: ['bravo', 'charlie'], price: 12.5 })

/** Does what a request might, so that the process isn't idle between two ticks. */
function work() {
  for (let times = 0; times < 3; times++) JSON.stringify(JSON.parse(SMALL))
}

export function watchPauses() {
  const monitor = monitorEventLoopDelay({ resolution: 1 })
  let gaps = []
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    gaps.push(now - last)
    last = now
    work()
  }, 1)
  monitor.enable()
  return {
    /** Forgets what was measured. Node's monitor then needs a tick to measure from. */
    async clear() {
      gaps = []
      monitor.reset()
      await sleep(20)
    },
    /** Ends the measurement, and returns the pauses in milliseconds. */
    end() {
      clearInterval(timer)
      monitor.disable()
      const sorted = gaps.toSorted((a, b) => a - b)
      const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
      return {
        pause: sorted.at(-1),
        p99: at(0.99),
        p999: at(0.999),
        above10: gaps.filter((gap) => gap > 10).reduce((sum, gap) => sum + gap, 0),
        monitor: monitor.max / 1e6,
      }
    },
  }
}
