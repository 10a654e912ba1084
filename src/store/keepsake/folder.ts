/**
 * The folders of keepsakes: `dir`, which is the user's to name, and in it one for each name. Nobody else may write to them,
 * so that nobody else can put a link or a pipe where a file is looked for.
 *
 * @module
 */

import { constants, type Stats } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileOperations } from './file-operations.ts'
import { errnoOf, passOver } from './pass-over.ts'

const OWN = 0o700

const IS_WINDOWS = process.platform === 'win32'

const GROUP_WRITES = 0o020
const ALL_WRITE = 0o002

/**
 * May somebody else write to it? Whoever shares a group of this process is no stranger: users have a group of their own that
 * may write, and a volume of Kubernetes is opened to the group of its pod at each start.
 */
export function isOpenToOthers({ mode, gid }: Stats): boolean {
  if (IS_WINDOWS) return false
  if ((mode & ALL_WRITE) !== 0) return true
  return (mode & GROUP_WRITES) !== 0 && ![process.getegid?.(), ...(process.getgroups?.() ?? [])].includes(gid)
}

/**
 * Looks whether the folder is there and fit to be read.
 *
 * @throws what `reasonToPass` knows, or what the system throws, such as `ENOENT`
 */
export async function checkFolders(files: FileOperations, dir: string, name: string): Promise<void> {
  // The user may well have a link lead to `dir`.
  check(await files.stat(dir))
  check(await files.lstat(join(dir, name)))
}

/**
 * Makes the folder where it is missing, in a way that a power cut can't undo.
 *
 * @throws what `reasonToPass` knows, or what the system throws
 */
export async function makeFolders(files: FileOperations, dir: string, name: string): Promise<void> {
  const first = await files.mkdir(dir, { recursive: true, mode: OWN })
  check(await files.stat(dir))
  await files.mkdir(join(dir, name), { recursive: true, mode: OWN })
  check(await files.lstat(join(dir, name)))
  await syncFolder(files, dir)
  await syncAbove(files, dir, first)
}

/** The folders whose names in those above them are safe, as far as this process knows. */
const safe = new Set<string>()

/** Another process may have made `dir`, and died before it was safe; so the folder above it is asked in any case. */
async function syncAbove(files: FileOperations, dir: string, first: string | undefined): Promise<void> {
  if (first === undefined && safe.has(dir)) return
  const top = dirname(first ?? dir)
  for (let above = dirname(dir); ; above = dirname(above)) {
    await syncFolder(files, above).catch(ifReadable)
    if (above === top || above === dirname(above)) break
  }
  safe.add(dir)
}

/** Has the disk take what was named, renamed or removed in a folder. */
export async function syncFolder(files: FileOperations, path: string): Promise<void> {
  // Windows has no such operation.
  if (IS_WINDOWS) return
  const folder = await files.open(path, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await folder.sync().catch(ifSupported)
  } finally {
    await folder.close()
  }
}

/** Some file systems, as of networks, have nothing to do there. */
function ifSupported(error: unknown): void {
  if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EBADF'].includes(String(errnoOf(error)))) throw error
}

/** A folder above ours may be closed to us. */
function ifReadable(error: unknown): void {
  if (!['EACCES', 'EPERM'].includes(String(errnoOf(error)))) throw error
}

function check(found: Stats): void {
  if (!found.isDirectory()) throw passOver('no-folder')
  if (!IS_WINDOWS && found.uid !== process.geteuid?.()) throw passOver('folder-of-others')
  if (isOpenToOthers(found)) throw passOver('folder-open-to-others')
}
