/** Hashes of the bytes of the wire, taken as they pass: what is large must not be gone through twice. @module */

import { createHash } from 'node:crypto'
import { timeSlice } from '../base/time-slice.ts'

export type HashName = 'sha256' | 'sha384' | 'sha512' | 'blake2b512'

export const HASH_NAMES: readonly HashName[] = ['sha256', 'sha384', 'sha512', 'blake2b512']

export interface WireHashes {
  /** The next bytes, which may be used again for others once this is done. */
  take(piece: Uint8Array): Promise<void>
  /** One of the hashes that were asked for; to be called when all bytes have passed, as often as one likes. */
  of(name: HashName): Uint8Array
}

// A hundred microseconds for each hash.
const STEP = 2 ** 17

/** Takes these hashes and no others; between two steps the event loop may turn. */
export function wireHashes(names: Iterable<HashName>): WireHashes {
  const hashes = new Map([...names].map((name) => [name, createHash(name)]))
  const digests = new Map<HashName, Uint8Array>()

  return {
    async take(piece) {
      const turn = timeSlice()
      for (let from = 0; from < piece.byteLength; from += STEP) {
        const step = piece.subarray(from, from + STEP)
        for (const hash of hashes.values()) hash.update(step)
        await turn.pass()
      }
    },
    of(name) {
      const digest = digests.get(name) ?? hashes.get(name)?.digest()
      if (digest === undefined) throw new Error(`${name} was not asked for`)
      digests.set(name, digest)
      // Whoever changes the copy doesn't change what the next one is told.
      return new Uint8Array(digest)
    },
  }
}

/** The same of bytes that are at hand. */
export async function hashesOf(bytes: Uint8Array, names: Iterable<HashName>): Promise<WireHashes> {
  const hashes = wireHashes(names)
  await hashes.take(bytes)
  return hashes
}
