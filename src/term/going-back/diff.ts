/** Compares two editions that are held. @module */

import { TermError } from '../../base/errors.ts'
import { timeSlice } from '../../base/time-slice.ts'
import { diffInto } from '../../compare/diff.ts'
import { type DiffCounts, type DiffEntry, listing } from '../../compare/listing.ts'
import type { Keeper } from '../keeper.ts'
import { looked } from '../looked.ts'
import { editionBefore, editionLive, editionNamed } from './editions-held.ts'

export interface DiffOptions {
  /**
   * How many places are listed at most, from 0 to 10,000. All are counted.
   *
   * @defaultValue 100
   */
  readonly limit?: number | undefined
  /**
   * Whether the entries have what was there and what is there now. These are the values that are held, and no copies.
   *
   * @defaultValue false: nothing of a payload but its names and keys is in a diff
   */
  readonly values?: boolean | undefined
  /** Calls the comparison off. */
  readonly signal?: AbortSignal | undefined
}

/** Where two editions differ. */
export interface EditionDiff {
  /** The version that is compared with. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly counts: DiffCounts
  /** The places, the first `limit` of them, in the order of the later value; what was removed comes last. */
  readonly entries: readonly DiffEntry[]
  /** Are all listed? */
  readonly complete: boolean
}

export interface CheckedDiff {
  readonly limit: number
  readonly values: boolean
  readonly signal: AbortSignal | undefined
}

/**
 * Compares an edition with a later one, by default the one that `rollback` would go to with the live one. @throws TermError
 * `ERR_TERM_VERSION`, `ERR_TERM_ABORTED`
 */
export async function diffOf(
  keeper: Keeper,
  from: string | undefined,
  to: string | undefined,
  { limit, values, signal }: CheckedDiff,
): Promise<EditionDiff> {
  await looked(keeper)
  const before = from === undefined ? await editionBefore(keeper) : await editionNamed(keeper, from)
  const after = to === undefined ? editionLive(keeper) : await editionNamed(keeper, to)
  const found = listing(limit, values)
  try {
    if (signal?.aborted) throw signal.reason
    await diffInto(found, before.value, after.value, timeSlice(signal))
  } catch (thrown) {
    if (signal?.aborted) throw calledOff(keeper, thrown)
    throw thrown
  }
  const { added, removed, changed } = found.counts
  return Object.freeze({
    from: before.version,
    to: after.version,
    counts: Object.freeze(found.counts),
    entries: Object.freeze(found.entries),
    complete: found.entries.length === added + removed + changed,
  })
}

const calledOff = ({ options: { name: term } }: Keeper, cause: unknown): TermError =>
  new TermError('ERR_TERM_ABORTED', `[${term}] the comparison was called off`, { term, cause })
