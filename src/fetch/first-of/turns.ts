/** Whose turn it is: the first origin, or the fallback that we stay with for a while. @module */

export interface Turns {
  /** All origins, in the order in which they are to be asked now. */
  order(): number[]
  /** This one answered; `error` is why those that were asked before it did not, if any were. */
  answered(index: number, error: unknown): void
  /** What this one delivered was of no use: another one has its turn first next time. */
  disappointed(index: number, error: unknown): void
  /** How long until the first origin is asked first again, in ms. */
  untilReturn(): number
  /** Why the first origin is not the one that is asked first. */
  readonly reason: unknown
}

export interface TurnsOptions {
  readonly count: number
  readonly returnAfterMs: number
  readonly now: () => number
  readonly random: () => number
}

export function turns({ count, returnAfterMs, now, random }: TurnsOptions): Turns {
  let current = 0
  let returnAt = 0
  let reason: unknown

  /** The first origin failed. */
  const stayAway = () => {
    returnAt = now() + returnAfterMs * (0.75 + random() / 2)
  }

  return {
    order() {
      const first = now() < returnAt ? current : 0
      const others = Array.from({ length: count }, (_, index) => index).filter((index) => index !== first)
      return [first, ...others]
    },
    answered(index, error) {
      // One that is not the first to be asked comes after the origin of the first place, which has failed then.
      if (index > 0 && error !== undefined) stayAway()
      if (index === 0) reason = undefined
      else reason = error ?? reason
      current = index
    },
    disappointed(index, error) {
      // Another attempt may have moved on meanwhile.
      if (index !== current) return
      current = (index + 1) % count
      reason = current === 0 ? undefined : error
      if (index === 0) stayAway()
    },
    untilReturn: () => Math.max(0, returnAt - now()),
    get reason() {
      return reason
    },
  }
}
