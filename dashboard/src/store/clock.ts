/** The clock of the page: that of the process, a second at a time. @module */

import { batch, signal } from '@preact/signals'

const SECOND = 1000

/** The present of the process, in epoch ms. It stands still while nobody hears from the process. */
export const now = signal(Date.now())

/** What must be added to the time since the page began. */
let ahead = Date.now() - performance.now()
let stopped = false

/** The process has said what time it is. */
export function setClock(processNow: number): void {
  ahead = processNow - performance.now()
  stopped = false
}

export function stopClock(): void {
  stopped = true
}

/** The time of the process at this moment, also between two ticks. */
const exactly = (): number => ahead + performance.now()

/**
 * Once a second, in one frame: `before` brings in what came meanwhile, then everything that shows an age is written. A
 * page that nobody looks at gets no frames; what comes is taken in all the same, so that nothing piles up.
 */
export function startTicking(before: () => void): () => void {
  let frame = 0
  const tick = (): void => {
    cancelAnimationFrame(frame)
    if (document.hidden) {
      before()
      return
    }
    frame = requestAnimationFrame(() =>
      batch(() => {
        before()
        if (!stopped) now.value = exactly()
      }),
    )
  }
  const timer = setInterval(tick, SECOND)
  return () => {
    clearInterval(timer)
    cancelAnimationFrame(frame)
  }
}
