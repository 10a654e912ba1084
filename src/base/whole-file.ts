/** Files that are there whole or not at all, whenever the process dies or the power fails. @module */

import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fieldOf } from './errors.ts'

/** What was left by whoever died while writing has this ending; nobody takes it for an object. */
const UNFINISHED = '.unfinished'

export const isLeftUnfinished = (name: string): boolean => name.endsWith(UNFINISHED)

/** `false` where something has this path already, which stays as it is. */
export function createWhole(path: string, bytes: Uint8Array): Promise<boolean> {
  return withWritten(path, bytes, async (unfinished) => {
    try {
      // A link is made only where nothing is; a rename would replace that.
      await link(unfinished, path)
      return true
    } catch (error) {
      if (fieldOf(error, 'code') === 'EEXIST') return false
      throw error
    } finally {
      await unlink(unfinished)
    }
  })
}

/** Puts it in the place of whatever is there. */
export const replaceWhole = (path: string, bytes: Uint8Array): Promise<void> =>
  withWritten(path, bytes, (unfinished) => rename(unfinished, path))

/** Removes what was left in a folder by whoever died while writing, once it is so old; what fails is tried again by the next call. */
export async function sweepFolder(folder: string, ageMs: number): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const path of names.filter(isLeftUnfinished).map((name) => join(folder, name))) {
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (age > ageMs) await unlink(path).catch(() => undefined)
  }
}

async function withWritten<T>(
  path: string,
  bytes: Uint8Array,
  settle: (unfinished: string) => Promise<T>,
): Promise<T> {
  const result = await settle(await writeUnfinished(path, bytes))
  await syncFolder(dirname(path))
  return result
}

/** What is to have a name, beside where that is, safe on the disk but for the name: the caller gives it that, or removes it. */
export async function writeUnfinished(path: string, bytes: Uint8Array): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.${randomUUID()}${UNFINISHED}`
  const file = await open(unfinished, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } catch (error) {
    await unlink(unfinished).catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
  return unfinished
}

/** Gives it a name, in the place of whatever has that; `false` where somebody has removed it. */
export async function nameUnfinished(unfinished: string, path: string): Promise<boolean> {
  try {
    await rename(unfinished, path)
  } catch (error) {
    if (fieldOf(error, 'code') === 'ENOENT') return false
    throw error
  }
  await syncFolder(dirname(path))
  return true
}

/** The name is as safe as the bytes then; Windows can't do it, and has no need to. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
