/**
 * Gives payloads to the disk, and holds those that it hasn't got yet for as long as somebody may pin them.
 *
 * Of several that wait for a disk the last one is written. Without their bytes, an earlier one that somebody pins from memory
 * would be gone with the process.
 *
 * @module
 */

import type { GenerationHeader, Keepsake } from '../../store/keepsake/index.ts'
import type { Keeper } from '../keeper.ts'

export interface Unwritten {
  /** Gives it to the disk, unless what is pinned waits for that: nothing takes the place of this. Returns whether it did. */
  keep(header: GenerationHeader, bytes: Uint8Array, pinned: string | undefined): boolean
  /** Somebody has pinned it: it is written before all that came after it. */
  pinned(digest: string | undefined): void
  /** The disk has it. */
  written(digest: string | undefined): void
  end(): void
}

export function unwritten({ shelf }: Keeper, disk: Pick<Keepsake, 'keep'>): Unwritten {
  const held = new Map<string, () => void>()
  /** What was given to the disk last, until it has it. */
  let last: string | undefined

  function give(digest: string): void {
    last = digest
    held.get(digest)?.()
  }

  return {
    keep(header, bytes, pinned) {
      const { digest } = header
      const listed = new Set(shelf.backlist?.held.map(({ edition }) => edition.digest))
      for (const one of held.keys()) if (!listed.has(one)) held.delete(one)
      held.set(digest, () => disk.keep(header, bytes))
      const isGiven = last === undefined || last !== pinned || last === digest
      if (isGiven) give(digest)
      return isGiven
    },
    pinned(digest) {
      if (digest !== undefined && digest !== last && held.has(digest)) give(digest)
    },
    written(digest) {
      if (digest === last) last = undefined
      if (digest !== undefined) held.delete(digest)
    },
    end: () => held.clear(),
  }
}
