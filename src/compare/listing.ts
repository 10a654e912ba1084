/** Lists where two values differ: all are counted, and so many are told. @module */

import { nameOfKey } from './key-names.ts'

/** One place at which two values differ. */
export interface DiffEntry {
  readonly kind: 'added' | 'removed' | 'changed'
  /**
   * Where, as a JSON pointer (RFC 6901): `/flags/0`. In a table, a map or a set the last part is the key, and the whole
   * value is `''`.
   */
  readonly path: string
  /** What was there, if values were asked for: the very value that is held, not a copy. */
  readonly before?: unknown
  /** What is there now. */
  readonly after?: unknown
}

/** How many places there are of each kind. */
export interface DiffCounts {
  readonly added: number
  readonly removed: number
  readonly changed: number
}

export interface Listing {
  /** `path` and `parts`, which is what was there and what is there now, are asked for only where they are told. */
  add(kind: DiffEntry['kind'], path: () => string, parts: () => readonly [unknown, unknown]): void
  readonly counts: DiffCounts
  readonly entries: readonly DiffEntry[]
}

/** @param most - how many are listed; all are counted */
export function listing(most: number, withValues: boolean): Listing {
  const counts = { added: 0, removed: 0, changed: 0 }
  const entries: DiffEntry[] = []
  return {
    counts,
    entries,
    add(kind, path, parts) {
      counts[kind] += 1
      if (entries.length >= most) return
      entries.push(Object.freeze({ kind, path: path(), ...(withValues && valuesOf(kind, parts())) }))
    },
  }
}

const valuesOf = (kind: DiffEntry['kind'], [before, after]: readonly [unknown, unknown]) => ({
  ...(kind !== 'added' && { before }),
  ...(kind !== 'removed' && { after }),
})

/** The path of a part: `~` and `/` are written as RFC 6901 has it, and what is no text as its text. */
export function pointer(path: string, key: unknown): string {
  const text = typeof key === 'object' && key !== null && !Array.isArray(key) ? '' : nameOfKey(key)
  return `${path}/${text.replaceAll('~', '~0').replaceAll('/', '~1')}`
}
