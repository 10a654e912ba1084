/** Remembers payloads that were refused, so that the same one isn't fetched and judged again and again. @module */

/** A payload that was refused, and why. */
export interface Refused {
  /** The origin's name for it, if it has one. */
  readonly version?: string | undefined
  /** The digest of its bytes. */
  readonly digest: string
  /** In words; an error would hold on to what it was thrown in. */
  readonly why: string
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
  add(refused: Refused): void
  has(versionOrDigest: string): boolean
  /** What is remembered of this version or digest. */
  get(versionOrDigest: string): Refused | undefined
  /** Forgets all: everything may be tried again. */
  clear(): void
}

const HOUR = 3_600_000
const CAPACITY = 16

/** A memory of the last 16 refused payloads, found by version or digest. */
export function quarantine({ forMs = HOUR, now }: QuarantineOptions): Quarantine {
  let entries: readonly (Refused & { readonly until: number })[] = []

  const get = (key: string): Refused | undefined => {
    const time = now()
    return entries.findLast(
      ({ version, digest, until }) => time < until && (version === key || digest === key),
    )
  }

  return {
    add(refused) {
      const time = now()
      const others = entries.filter((entry) => time < entry.until && !isSame(entry, refused))
      entries = [...others, { ...refused, until: time + forMs }].slice(-CAPACITY)
    },
    has: (key) => get(key) !== undefined,
    get,
    clear() {
      entries = []
    },
  }
}

// Servers behind one name may tag the same bytes differently: each of their tags is worth remembering.
const isSame = (a: Refused, b: Refused): boolean => a.digest === b.digest && a.version === b.version
