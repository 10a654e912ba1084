/** A document cut as a network and an inflater would cut it, and worse. @module */

import type { Random } from './random.ts'

/** Sizes of the pieces one after another; the last is repeated. */
export type Cuts = readonly number[]

const MOST_PIECES = 150

export function cutsOf(random: Random, length: number): Cuts {
  const least = Math.max(1, Math.ceil(length / MOST_PIECES))
  const die = random.below(10)
  if (die < 3) return [Math.max(1, length)]
  if (die < 4) return [least]
  if (die < 6) return [least + random.below(20)]
  const most = random.pick([3, 40, 300, 5000, 300_000])
  const sizeOf = (): number => (random.chance(0.03) ? 0 : least + random.below(most))
  return [...Array.from({ length: 20 }, sizeOf), least + random.below(most)]
}

export function* pieces(bytes: Uint8Array, cuts: Cuts): Generator<Uint8Array> {
  let at = 0
  for (let i = 0; at < bytes.length; i++) {
    const size = cuts[Math.min(i, cuts.length - 1)] as number
    yield bytes.subarray(at, at + size)
    at += size
  }
}
