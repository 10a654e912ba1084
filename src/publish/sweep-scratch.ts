/**
 * Folders in which deltas are made, and what killed publishers left of them: whole payloads, which nobody else would remove.
 *
 * @module
 */

import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'everterm-delta-'

/** Nobody makes a delta for so long. */
const OLD_MS = 86_400_000

/** A new folder, which the caller removes. */
export const newScratch = (): Promise<string> => mkdtemp(join(tmpdir(), PREFIX))

/** What fails here is no failure of a publication: the next one sweeps again. */
export const sweepScratch = (): Promise<void> => removeOld().catch(() => {})

async function removeOld(): Promise<void> {
  const before = Date.now() - OLD_MS
  for (const name of await readdir(tmpdir()))
    if (name.startsWith(PREFIX)) await removeOlder(join(tmpdir(), name), before).catch(() => {})
}

/** Links are neither followed nor removed, and what another user has made is left to that user. */
async function removeOlder(folder: string, before: number): Promise<void> {
  const stats = await lstat(folder)
  if (!stats.isDirectory() || stats.mtimeMs >= before) return
  // Windows has no such number, and a folder for temporary files for each user.
  if (process.getuid !== undefined && stats.uid !== process.getuid()) return
  await rm(folder, { recursive: true, force: true })
}
