/** Tells the moment a value has gone unconfirmed for too long: without traffic, and once per edge. @module */

import type { Clock } from '../clock.ts'

export interface Staleness {
  readonly stale: boolean
  /** How long ago the value was confirmed, in ms; since the watch began, if it never was. */
  age(): number
  /** The value is confirmed. */
  confirm(): void
  end(): void
}

/** Watches from now on a value that was confirmed `ageMs` ago; `limitMs: null` watches nothing. */
export function watchStaleness(
  clock: Clock,
  limitMs: number | null,
  onEdge: (stale: boolean) => void,
  ageMs = 0,
): Staleness {
  let confirmedAt = clock.monotonic() - ageMs
  let stale = false
  let timer: unknown

  const age = () => clock.monotonic() - confirmedAt
  const arm = () => {
    if (limitMs === null) return
    clock.clearTimeout(timer)
    timer = clock.setTimeout(
      () => {
        stale = true
        onEdge(true)
      },
      Math.max(0, limitMs - age()),
    )
  }
  arm()

  return {
    get stale() {
      return stale
    },
    age,
    confirm() {
      confirmedAt = clock.monotonic()
      arm()
      if (!stale) return
      stale = false
      onEdge(false)
    },
    end: () => clock.clearTimeout(timer),
  }
}
