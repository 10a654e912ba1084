/** Keeps the folder of a host from growing: what was used last stays. @module */

import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Objects together, in bytes. */
const MOST_BYTES = 4 * 2 ** 30

/** What has lain for so long, nobody is writing, or leading by, any more; in ms. */
const ABANDONED = 24 * 60 * 60 * 1000

interface Found {
  readonly path: string
  readonly size: number
  readonly usedAt: number
}

/** Removes the least recently used objects beyond the bound, and what somebody has left in the other folders. Never fails. */
export async function sweep(
  objects: string,
  others: readonly string[],
  mostBytes = MOST_BYTES,
): Promise<void> {
  let bytes = 0
  for (const { path, size } of newestFirst(await filesIn(objects))) {
    bytes += size
    // The newest stays, whatever its size.
    if (bytes > mostBytes && bytes > size) await remove(path)
  }
  const before = Date.now() - ABANDONED
  for (const folder of others)
    for (const { path, usedAt } of await filesIn(folder)) if (usedAt < before) await remove(path)
}

const newestFirst = (files: readonly Found[]): readonly Found[] =>
  [...files].sort((one, other) => other.usedAt - one.usedAt)

async function filesIn(folder: string): Promise<readonly Found[]> {
  const names = await readdir(folder).catch(() => [])
  const found = await Promise.all(names.map((name) => look(join(folder, name))))
  return found.filter((one) => one !== undefined)
}

/** `undefined` where another process has swept it away. */
const look = (path: string): Promise<Found | undefined> =>
  stat(path).then(
    ({ size, mtimeMs }) => ({ path, size, usedAt: mtimeMs }),
    () => undefined,
  )

const remove = (path: string): Promise<void> => rm(path, { force: true, recursive: true }).catch(() => {})
