/** Draws random numbers that can be drawn again, out of a seed. @module */

export interface Random {
  /** A whole number from 0 to `bound - 1`. */
  below(bound: number): number
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  /** True with this probability: 0 is never, 1 is always. */
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
}

/** Small, fast, and good enough for tests: sfc32 by Chris Doty-Humphrey. */
export function randomOf(...seed: readonly number[]): Random {
  const [s0 = 0, s1 = 0] = seed
  let a = s0 | 0
  let b = s1 | 0
  let c = 0x9e3779b9
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let round = 0; round < 12; round++) next()
  const below = (bound: number): number => next() % bound
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => next() < probability * 0x1_0000_0000,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
  }
}
