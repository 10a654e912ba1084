/** The option `keepsake`: its documentation, default and check. @module */

import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkCount, checkRecord, hrefOf } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import type { Keeper, Link } from './keeper.ts'

/** Where the last values stay when the process ends. */
export interface KeepsakeFolder {
  /**
   * The folder, as a path or a `file:` URL. It is made if it is missing, for this user alone; each term has a folder of its
   * name in it. It should outlive the process, and not be shared by services whose terms have the same names.
   */
  readonly dir: string | URL
  /**
   * How many values of each term stay on disk: from 1 to 100. With two there is one before the last, which `rollback()` goes
   * back to, and a start that found the last one deadly.
   *
   * @defaultValue 2
   */
  readonly keep?: number | undefined
}

export interface ResolvedKeepsake {
  /** An absolute path. */
  readonly dir: string
  readonly keep: number
}

const MOST = 100

/** Where a term's values are kept while this tree keeps the term; `undefined`: nowhere. */
export const keepsakeFolder = ({ options }: Keeper, { keepsake }: Link): ResolvedKeepsake | undefined =>
  (options.keepsake ?? keepsake) || undefined

/** @throws TypeError that names the option and the value seen */
export function checkKeepsake(of: string, value: unknown): ResolvedKeepsake {
  checkRecord(of, 'keepsake', value, ['dir', 'keep'] satisfies (keyof KeepsakeFolder)[])
  const { dir, keep = 2 } = value as { readonly dir?: unknown; readonly keep?: unknown }
  const count = checkCount(of, 'keepsake.keep', keep)
  if (count > MOST) throw unexpected(of, 'keepsake.keep', `at most ${MOST}`, keep)
  return Object.freeze({ dir: pathOf(of, dir), keep: count })
}

/** A text that is meant as a URL; `C:\\` is none. */
const ADDRESS = /^[a-z][a-z\d+.-]+:\/\//i

function pathOf(of: string, dir: unknown): string {
  const text = hrefOf(dir)
  if (text === undefined || text === '' || text.includes('\0'))
    throw unexpected(of, 'keepsake.dir', 'the path of a folder', dir)
  if (typeof dir === 'string' && !ADDRESS.test(text)) return resolve(text)
  try {
    return fileURLToPath(text)
  } catch {
    throw unexpected(of, 'keepsake.dir', 'the path of a folder, or a file: URL', dir)
  }
}
