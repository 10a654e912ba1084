/** A document cut as a network and an inflater would cut it, and worse. @module */

import type { Random } from './random.ts'

/** Sizes of the pieces one after another; the last is repeated. */
export type Cuts = readonly number[]

export function cutsOf(random: Random, length: number): Cuts {
  if (length > 100_000)
    return Array.from({ length: 20 }, () => random.between(1, random.pick([100, 70_000, 0x10_0000])))
  const die = random.below(10)
  if (die < 3) return [Math.max(1, length)]
  if (die < 4) return [1]
  if (die < 6) return [random.between(1, 20)]
  const most = random.pick([3, 40, 300, 5000])
  return Array.from({ length: 50 }, () => (random.chance(0.03) ? 0 : random.between(1, most))).concat([
    random.between(1, most),
  ])
}

export function* pieces(bytes: Uint8Array, cuts: Cuts): Generator<Uint8Array> {
  let at = 0
  for (let i = 0; at < bytes.length; i++) {
    const size = cuts[Math.min(i, cuts.length - 1)] as number
    yield bytes.subarray(at, at + size)
    at += size
  }
}
