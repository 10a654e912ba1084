/** Which origin is asked first: the one in the first place, or for a while the fallback that answered in its stead. @module */

import type { TermError } from '../../base/errors.ts'

export interface Rotation {
  /**
   * The places of the origins, in the order in which they are to be asked now: without those that asked to be left alone
   * (`Retry-After`), unless all did.
   */
  order(): number[]
  /** The origin of this place failed, and may have asked to be left alone for so long, in ms. */
  failed(index: number, retryAfterMs: number | undefined): void
  /** How long until one of them may be asked again, in ms; `undefined`: one may be asked now. */
  wait(): number | undefined
  /** It answered; `error` is why those that were asked before it did not, if any were. */
  answered(index: number, error: unknown): void
  /** What it delivered was of no use: another one is asked first next time. */
  disappointed(index: number, error: TermError): void
  /** How long until the first origin is asked first again, in ms. */
  untilReturn(): number
  /** Why another origin than the first is asked first. */
  readonly reason: unknown
}

export interface RotationOptions {
  readonly count: number
  readonly returnAfterMs: number
  readonly now: () => number
  readonly random: () => number
}

export function rotation({ count, returnAfterMs, now, random }: RotationOptions): Rotation {
  let current = 0
  let returnAt = 0
  let reason: unknown
  const restsUntil = new Array<number>(count).fill(Number.NEGATIVE_INFINITY)
  const all = restsUntil.map((_, index) => index)

  const restOf = (index: number): number => Math.max(0, (restsUntil[index] ?? 0) - now())
  const rest = (index: number, ms: number) => {
    restsUntil[index] = now() + ms
  }
  /** To be called when the first origin has failed. */
  const stayAway = () => {
    returnAt = now() + returnAfterMs * (0.75 + random() / 2)
  }

  return {
    order() {
      const first = now() < returnAt ? current : 0
      const order = [first, ...all.filter((index) => index !== first)]
      const awake = order.filter((index) => restOf(index) === 0)
      return awake.length > 0 ? awake : order
    },
    failed: (index, retryAfterMs = 0) => rest(index, retryAfterMs),
    wait() {
      const shortest = Math.min(...all.map(restOf))
      return shortest === 0 ? undefined : Math.ceil(shortest)
    },
    answered(index, error) {
      rest(index, 0)
      // Who answers after others did not comes after the first origin, which has failed then.
      if (index > 0 && error !== undefined) stayAway()
      if (index === 0) reason = undefined
      else reason = error ?? reason
      current = index
    },
    disappointed(index, error) {
      rest(index, error.retryAfterMs ?? 0)
      // Another attempt may have moved on meanwhile.
      if (index !== current) return
      current = (index + 1) % count
      reason = current === 0 ? undefined : error
      if (index === 0) stayAway()
    },
    untilReturn: () => Math.max(0, returnAt - now(), restOf(0)),
    get reason() {
      return reason
    },
  }
}
