/** Whole payloads that whoever has made or read them gives away: they are taken as they are, without a copy. @module */

const given = new WeakSet<Uint8Array>()

/** @param bytes - in memory that nobody else holds; it must not be written to any more */
export function give(bytes: Uint8Array): Uint8Array {
  given.add(bytes)
  return bytes
}

export const isGiven = (bytes: Uint8Array): boolean => given.has(bytes)
