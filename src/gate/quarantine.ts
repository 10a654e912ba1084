/** Remembers payloads that were refused, so that the same one isn't fetched and judged again and again. @module */

import type { Stage, TermErrorCode } from '../base/errors.ts'
import type { Trace } from '../reasons/index.ts'

/** A payload that was refused, and why. */
export interface Refused {
  /** The digest of its bytes. */
  readonly digest: string
  /** The name that it came under, or else the beginning of its digest. */
  readonly version?: string | undefined
  /** The rule that it broke. */
  readonly rule?: string | undefined
  /** Why, in words: an error would hold on to whatever it was thrown in. */
  readonly why: string
  /** The version that was live, where the payload was compared with it: beside another one it is judged anew. */
  readonly beside?: { readonly version: string | undefined } | undefined
  /** The pin that it isn't the payload of: under another one it is judged anew. */
  readonly pinned?: string | undefined
  /** Remembered until it is released or crowded out, however long that takes. */
  readonly lasting?: true | undefined
  /** Somebody has said that it may be published all the same: remembered until it is. */
  readonly accepted?: true | undefined
  /** The failure, without whatever it was thrown in. */
  readonly failure?: RefusedFailure | undefined
}

export interface RefusedFailure {
  readonly code: TermErrorCode
  readonly message: string
  readonly stage: Stage | undefined
  readonly hopeless: boolean
  /** What the user's own code threw. */
  readonly cause: Trace | undefined
}

/** Two clocks of the same time: people and disks know the first, and only the second goes forward evenly. */
export interface QuarantineClock {
  /** Epoch ms. */
  now(): number
  /** In ms. */
  monotonic(): number
}

export interface QuarantineOptions {
  /**
   * How long a payload is remembered, in ms.
   *
   * @defaultValue one hour
   */
  readonly forMs?: number | undefined
  /** The present clock: another tree may bring another one. */
  clock(): QuarantineClock
  /** What an earlier process had remembered. */
  readonly kept?: Kept | undefined
}

interface Sighting {
  readonly name: string
  readonly digest: string
  /**
   * Whether the bytes came under the name twice. Once may be the fault of the transfer, such as a cache that keeps half of
   * a body under the name of all of it.
   */
  readonly isProven: boolean
}

/** `at`: when the payload was last refused, in epoch ms. */
type Entry = Refused & { readonly at: number }

/** All that a quarantine knows, as plain data: it may be written down, and another process may go on with it. */
export interface Kept {
  readonly refused: readonly Entry[]
  readonly seen: readonly Sighting[]
}

/** A payload that is remembered, and until when, in epoch ms; `undefined`: until somebody releases it. */
export type Remembered = Entry & { readonly until: number | undefined }

export interface Quarantine {
  /** Remembers bytes that were judged and refused. */
  add(refused: Refused): void
  /** Are bytes with this digest remembered as refused? */
  has(digest: string): boolean
  get(digest: string): Refused | undefined
  /** Notes that bytes came under this name, which is a strong one. */
  saw(name: string, digest: string): void
  /** The refused bytes that a name stands for: they came under it twice, and no others since. */
  behind(name: string): Refused | undefined
  /** All that are remembered now, the last refused first. */
  list(): readonly Remembered[]
  /** Notes that the payload with this digest may be published, though guards refused it. */
  accept(digest: string): void
  /** Forgets the payload with this digest. */
  release(digest: string): void
  kept(): Kept
  /** Forgets all payloads: everything may be tried again. */
  clear(): void
}

const HOUR = 3_600_000
const CAPACITY = 16
/** How much two clocks of the same time may differ, in ms. */
const DRIFT = 1_000

/** A memory of the last 16 refused payloads, by their bytes, and of as many names that these came under. */
export function quarantine({ forMs = HOUR, clock, kept }: QuarantineOptions): Quarantine {
  let entries = kept?.refused.slice(-CAPACITY) ?? []
  let sightings = kept?.seen.slice(-CAPACITY) ?? []
  let last = { clock: clock(), now: clock().now(), monotonic: clock().monotonic() }

  /** Reads the wall clock. If somebody has moved it, all moments that were read on it are moved alike. */
  function look(): number {
    const read = { clock: clock(), now: clock().now(), monotonic: clock().monotonic() }
    const step = read.now - last.now - (read.monotonic - last.monotonic)
    if (read.clock !== last.clock) clamp(read.now)
    else if (Math.abs(step) > DRIFT) entries = entries.map((entry) => ({ ...entry, at: entry.at + step }))
    last = read
    return read.now
  }
  /** A moment that is still to come was read on another clock: it counts from now on, and no longer than any other. */
  function clamp(now: number): void {
    entries = entries.map((entry) => ({ ...entry, at: Math.min(entry.at, now) }))
  }
  const staysOn = ({ lasting, accepted }: Entry): boolean => lasting === true || accepted === true
  const isHeld = (entry: Entry, now: number): boolean => staysOn(entry) || now - entry.at < forMs
  clamp(look())

  const get = (digest: string): Refused | undefined => {
    const now = look()
    return entries.find((entry) => entry.digest === digest && isHeld(entry, now))
  }
  const has = (digest: string): boolean => get(digest) !== undefined

  return {
    add(refused) {
      const now = look()
      const others = entries.filter((entry) => isHeld(entry, now) && entry.digest !== refused.digest)
      entries = [...others, { ...refused, at: now }].slice(-CAPACITY)
    },
    has,
    get,
    saw(name, digest) {
      const before = sightings.find((sighting) => sighting.name === name)
      const others = sightings.filter((sighting) => sighting !== before && has(sighting.digest))
      // Only what came last counts: a name that other bytes have had proves nothing.
      const isProven = before?.digest === digest
      sightings = has(digest) ? [...others, { name, digest, isProven }].slice(-CAPACITY) : others
    },
    behind(name) {
      const seen = sightings.find((sighting) => sighting.name === name)
      return seen?.isProven ? get(seen.digest) : undefined
    },
    list() {
      const now = look()
      const held = entries.filter((entry) => isHeld(entry, now))
      const withEnd = (entry: Entry) => ({ ...entry, until: staysOn(entry) ? undefined : entry.at + forMs })
      return held.map(withEnd).reverse()
    },
    accept(digest) {
      entries = entries.map((entry) => (entry.digest === digest ? { ...entry, accepted: true } : entry))
    },
    release(digest) {
      entries = entries.filter((entry) => entry.digest !== digest)
      sightings = sightings.filter((sighting) => sighting.digest !== digest)
    },
    kept() {
      look()
      return { refused: entries, seen: sightings }
    },
    clear() {
      entries = []
      sightings = []
    },
  }
}
