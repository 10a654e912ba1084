/** A pin: one edition stays live, whatever comes after it. @module */

/** Plain data: it may be written down, and another process may go on with it. */
export interface Pin {
  readonly version: string | undefined
  /** The SHA-256 of its bytes, in hex; `undefined` where only the version is known so far. */
  readonly digest: string | undefined
  /** When it was set, in epoch ms. */
  readonly at: number
}

/** What tells one edition from another. */
export interface Named {
  readonly version: string | undefined
  readonly digest: string | undefined
}

/** Is it the pinned one? Bytes tell; the version only where the pin doesn't know them. */
export const isPinned = (pin: Pin, { version, digest }: Named): boolean =>
  pin.digest === undefined ? pin.version === version : pin.digest === digest

/** How much of a digest stands for all of it, in hex digits. */
const SHORTEST = 8

/**
 * Those that somebody means who names a version, or the beginning of a digest, of at least 8 hex digits. A version that is
 * spelled so comes first.
 */
export function meant<T extends Named>(all: readonly T[], name: string): readonly T[] {
  const ofVersion = all.filter(({ version }) => version === name)
  if (ofVersion.length > 0 || name.length < SHORTEST) return ofVersion
  const beginning = name.toLowerCase()
  return all.filter(({ digest }) => digest?.startsWith(beginning))
}
