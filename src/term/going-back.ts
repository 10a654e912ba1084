/** Makes the methods by which a handle goes back to earlier editions, and stays there. @module */

import { checkFlag, checkRecord, checkSignal } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import { type CheckedDiff, type DiffOptions, diffOf, type EditionDiff } from './going-back/diff.ts'
import { archivedAfter } from './going-back/editions-held.ts'
import { type HeldEdition, historyOf } from './going-back/history.ts'
import { goBack, keepLate, letFollow, pinTo } from './going-back/pinning.ts'
import type { Keeper } from './keeper.ts'
import { acceptFrom, releaseFrom } from './quarantined.ts'

export type { DiffOptions, EditionDiff, HeldEdition }
export { archivedAfter, keepLate }

export interface GoingBack {
  /**
   * Lists the editions that are held, the newest first, without their values. At most `history` earlier ones are in memory,
   * and one more while a pin keeps an older one live.
   */
  history(): readonly HeldEdition[]
  /**
   * Keeps a version live until `unpin()`, whatever the origin sends: the one that is live, or the one that is named by its
   * version, or by the first 8 or more hex digits of its digest. What is in memory is live at once. The term goes on asking,
   * and a newer edition is judged and waits: `status().newer`.
   *
   * No refresh undoes it, no restart of the term, and no other tree; with a keepsake no other process. With `put` and `get` only the present value can be kept.
   *
   * @throws TermError `ERR_TERM_VERSION` if there is no such version, or several; `ERR_TERM_ABORTED` if another pin was asked
   * for while this one was loaded
   */
  pin(version?: string): Promise<HeldEdition>
  /**
   * Ends the pin: the newest edition that is held is live at once, or as soon as it is read from disk, where the origin hasn't
   * answered since a restart. With `put` and `get` it is fetched once more.
   */
  unpin(): Promise<void>
  /**
   * Goes back to the edition that was live last before the present one, and pins it. Another call goes further back.
   *
   * @throws TermError `ERR_TERM_VERSION` if there is no earlier one
   */
  rollback(): Promise<HeldEdition>
  /**
   * Tells where two editions that are held differ: part by part in values, by keys in tables, maps and sets. By default the one
   * that `rollback` would go to is compared with the live one; names are as in `pin`. It takes its time in shares of 2 ms of a
   * turn, except that V8 tells the names of an object all at once (0.5 s for a million). Below 64 levels a part is told as one.
   *
   * @throws TermError `ERR_TERM_VERSION`, `ERR_TERM_ABORTED`
   */
  diff(from?: string, to?: string, options?: DiffOptions): Promise<EditionDiff>
  /**
   * Takes refused payloads out of the quarantine, named as in `pin`: the next attempt may take them. It begins none by itself.
   *
   * @throws TermError `ERR_TERM_VERSION` if none of this name is remembered
   */
  release(version: string): Promise<void>
  /**
   * Accepts one payload that `guards` refused, named as in `pin`: when it comes again, it is published whatever they say of it,
   * once, and as long as the same value is live; with a keepsake also by the next process. Signature, `sha256`, decoder, schema
   * and `validate` are asked as ever. It begins no attempt by itself; `release` takes it back.
   *
   * @throws TermError `ERR_TERM_VERSION` if none of this name is remembered, or several, or something else refused it
   */
  accept(version: string): Promise<void>
}

/** @throws TypeError, of each call, that names the argument and the value seen */
export const goingBack = (of: string, keeper: Keeper): GoingBack => ({
  history: () => historyOf(keeper),
  async pin(version) {
    const name = version === undefined ? undefined : checkVersion(of, 'pin', version)
    return atHomeOf(keeper, () => pinTo(keeper, name))
  },
  unpin: () => atHomeOf(keeper, () => letFollow(keeper)),
  rollback: () => atHomeOf(keeper, () => goBack(keeper)),
  diff: async (from, to, options = {}) => {
    const [one, other] = [from, to].map((name) =>
      name === undefined ? undefined : checkVersion(of, 'diff', name),
    )
    const checked = checkDiff(of, options)
    return atHomeOf(keeper, () => diffOf(keeper, one, other, checked))
  },
  async release(version) {
    const name = checkVersion(of, 'release', version)
    return atHomeOf(keeper, () => releaseFrom(keeper, name))
  },
  async accept(version) {
    const name = checkVersion(of, 'accept', version)
    return atHomeOf(keeper, () => acceptFrom(keeper, name))
  },
})

/** What is loaded for a request, and who hears of it, must not hold on to the request. */
const atHomeOf = <T>({ link }: Keeper, work: () => Promise<T>): Promise<T> =>
  link === undefined ? work() : link.home(work)

function checkVersion(of: string, method: string, version: unknown): string {
  if (typeof version === 'string' && version !== '') return version
  throw unexpected(of, `${method}.version`, 'the name of a version, or the beginning of its digest', version)
}

const MOST_LISTED = 10_000

function checkDiff(of: string, options: DiffOptions): CheckedDiff {
  checkRecord(of, 'diff.options', options, ['limit', 'values', 'signal'] satisfies (keyof DiffOptions)[])
  const { limit = 100, values } = options
  if (!Number.isInteger(limit) || limit < 0 || limit > MOST_LISTED) {
    throw unexpected(of, 'diff.limit', `a whole number from 0 to ${MOST_LISTED}`, limit)
  }
  const signal = checkSignal(of, 'diff.signal', options.signal)
  return { limit, values: checkFlag(of, 'diff.values', values), signal }
}
