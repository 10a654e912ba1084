/** Notices a connection that nobody has closed, and that has no other end any more: only silence tells. @module */

/** Three heartbeats. */
const SILENCE_MS = 45_000

export interface SilenceWatch {
  /** Something was heard, or is expected from now on. */
  listen(): void
  stop(): void
}

export function silenceWatch(whenSilent: () => void): SilenceWatch {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    listen() {
      clearTimeout(timer)
      timer = setTimeout(whenSilent, SILENCE_MS)
    },
    stop: () => clearTimeout(timer),
  }
}
