/** Remembers payloads that were refused, so that the same one isn't fetched and judged again and again. @module */

import type { Stage, TermErrorCode } from '../base/errors.ts'
import type { Trace } from '../reasons/index.ts'

/** A payload that was refused, and why. */
export interface Refused {
  /** The digest of its bytes. */
  readonly digest: string
  /** In words; an error would hold on to what it was thrown in. */
  readonly why: string
  /** The failure, without what it was thrown in. */
  readonly failure?: {
    readonly code: TermErrorCode
    readonly message: string
    readonly stage: Stage | undefined
    readonly hopeless: boolean
    /** What the user's own code threw. */
    readonly cause: Trace | undefined
  }
}

export interface QuarantineOptions {
  /**
   * How long a payload is remembered, in ms.
   *
   * @defaultValue one hour
   */
  readonly forMs?: number | undefined
  /** The time in ms, on a clock that only goes forward. */
  now(): number
}

export interface Quarantine {
  /** These bytes were judged, and refused. */
  add(refused: Refused): void
  /** Is it remembered of the bytes with this digest that they were refused? */
  has(digest: string): boolean
  get(digest: string): Refused | undefined
  /** Bytes came under this name, which is a strong one. */
  saw(name: string, digest: string): void
  /** The refused bytes that a name stands for: they came under it twice, and no others since. */
  behind(name: string): Refused | undefined
  /** Forgets all: everything may be tried again. */
  clear(): void
}

const HOUR = 3_600_000
const CAPACITY = 16

interface Sighting {
  readonly name: string
  readonly digest: string
  /** Once may be the fault of the transfer, such as a cache that keeps half of a body under the name of all of it. */
  readonly isProven: boolean
}

/** A memory of the last 16 refused payloads, by their bytes, and of as many names that these came under. */
export function quarantine({ forMs = HOUR, now }: QuarantineOptions): Quarantine {
  let entries: readonly (Refused & { readonly until: number })[] = []
  let sightings: readonly Sighting[] = []

  const get = (digest: string): Refused | undefined => {
    const time = now()
    return entries.find((entry) => entry.digest === digest && time < entry.until)
  }
  const has = (digest: string): boolean => get(digest) !== undefined

  return {
    add(refused) {
      const time = now()
      const others = entries.filter((entry) => time < entry.until && entry.digest !== refused.digest)
      entries = [...others, { ...refused, until: time + forMs }].slice(-CAPACITY)
    },
    has,
    get,
    saw(name, digest) {
      const before = sightings.find((sighting) => sighting.name === name)
      const others = sightings.filter((sighting) => sighting !== before && has(sighting.digest))
      // What came last is what counts: a name that other bytes have had proves nothing.
      const isProven = before?.digest === digest
      sightings = has(digest) ? [...others, { name, digest, isProven }].slice(-CAPACITY) : others
    },
    behind(name) {
      const seen = sightings.find((sighting) => sighting.name === name)
      return seen?.isProven ? get(seen.digest) : undefined
    },
    clear() {
      entries = []
      sightings = []
    },
  }
}
