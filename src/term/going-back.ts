/** Makes the methods by which a handle goes back to earlier editions, and stays there. @module */

import { unexpected } from '../base/unexpected.ts'
import { type HeldEdition, historyOf } from './history.ts'
import type { Keeper } from './keeper.ts'
import { goBack, letFollow, pinTo } from './pinning.ts'
import { releaseFrom } from './quarantined.ts'

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
   * No refresh undoes it, no restart, and no other tree. With `put` and `get` only the present value can be kept.
   *
   * @throws TermError `ERR_TERM_VERSION` if there is no such version, or several; `ERR_TERM_ABORTED` if another pin was asked
   * for while this one was loaded
   */
  pin(version?: string): Promise<HeldEdition>
  /** Ends the pin: the newest edition that is held is live at once. With `put` and `get` it is fetched once more. */
  unpin(): Promise<void>
  /**
   * Goes back to the edition that was live last before the present one, and pins it. Another call goes further back.
   *
   * @throws TermError `ERR_TERM_VERSION` if there is no earlier one
   */
  rollback(): Promise<HeldEdition>
  /**
   * Takes refused payloads out of the quarantine, named as in `pin`: the next attempt may take them. It begins none by itself.
   *
   * @throws TermError `ERR_TERM_VERSION` if none of this name is remembered
   */
  release(version: string): Promise<void>
}

/** @throws TypeError, of each call, that names the argument and the value seen */
export const goingBack = (of: string, keeper: Keeper): GoingBack => ({
  history: () => historyOf(keeper),
  pin: async (version) => pinTo(keeper, version === undefined ? undefined : checkVersion(of, 'pin', version)),
  unpin: async () => letFollow(keeper),
  rollback: async () => goBack(keeper),
  release: async (version) => releaseFrom(keeper, checkVersion(of, 'release', version)),
})

function checkVersion(of: string, method: string, version: unknown): string {
  if (typeof version === 'string' && version !== '') return version
  throw unexpected(of, `${method}.version`, 'the name of a version, or the beginning of its digest', version)
}
