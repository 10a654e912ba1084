/** A fetcher with a bug on demand: it breaks its contract, which is a crash and no mere failure. @module */

import type { Fetcher, Probe } from '../../src/index.ts'

export interface Fragile {
  readonly fetcher: Fetcher
  /** Makes the next probe break the contract. */
  crash(): void
}

export function fragile(sound: Fetcher): Fragile {
  let broken = false
  return {
    fetcher: {
      ...sound,
      async probe(known, context) {
        if (!broken) return sound.probe(known, context)
        broken = false
        return undefined as unknown as Probe
      },
    },
    crash() {
      broken = true
    },
  }
}
