/** The folder of a host: of this user, and of nobody else. @module */

import { lstat, mkdir } from 'node:fs/promises'
import { TermError } from '../../base/errors.ts'

const OWN = 0o700
const ANYBODY_ELSE = 0o077

/**
 * Makes the folders where they are missing.
 *
 * @throws TermError `ERR_TERM_SETUP` where others may read or write in it, or it can't be made
 */
export async function makeHostFolder(folder: string, within: readonly string[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: OWN })
    await checkOwn(folder)
    for (const one of within) await mkdir(one, { recursive: true, mode: OWN })
  } catch (cause) {
    if (cause instanceof TermError) throw cause
    throw unfit(`can't be made`, cause)
  }
}

async function checkOwn(folder: string): Promise<void> {
  const stats = await lstat(folder)
  if (!stats.isDirectory()) throw unfit('is no folder')
  // Windows has no such bits: a folder is there as open as the one above it.
  if (process.getuid === undefined) return
  if (stats.uid !== process.getuid()) throw unfit('is of another user')
  if ((stats.mode & ANYBODY_ELSE) !== 0) throw unfit('is open to others; it has to be of mode 0700')
}

const unfit = (what: string, cause?: unknown): TermError =>
  new TermError('ERR_TERM_SETUP', `the \`folder\` of \`published\` ${what}`, {
    stage: 'download',
    ...(cause !== undefined && { cause }),
  })
