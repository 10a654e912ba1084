/** Writes a file so that it is there as a whole or not at all, whenever the process dies or the power fails. @module */

import { constants } from 'node:fs'
import { join } from 'node:path'
import { NO_LINK } from '../../base/open-flags.ts'
import type { FileOperations, OpenFile } from './file-operations.ts'
import { syncFolder } from './folder.ts'
import { errnoOf } from './pass-over.ts'

const { O_CREAT, O_EXCL, O_WRONLY } = constants
const FLAGS = O_CREAT | O_EXCL | O_WRONLY | NO_LINK
const OWN = 0o600

/** Each operation takes some 50 µs of the main thread, so there are few; Node writes at most 2 GiB at once. */
const PIECE = 2 ** 30

export interface Writing {
  readonly folder: string
  /** The name of the file while it is written. */
  readonly unfinished: string
  /** The name that it has from then on. */
  readonly name: string
  readonly parts: readonly Uint8Array[]
}

/** Resolves when the disk has the file under its name. @throws what the system throws; the unfinished file is gone then */
export async function writeWhole(files: FileOperations, writing: Writing): Promise<void> {
  const { folder, name, parts } = writing
  const unfinished = join(folder, writing.unfinished)
  const file = await create(files, unfinished)
  try {
    try {
      await writeParts(file, parts)
      await file.sync()
    } finally {
      await file.close()
    }
    await files.rename(unfinished, join(folder, name))
  } catch (error) {
    await files.unlink(unfinished).catch(() => {})
    throw error
  }
  await syncFolder(files, folder)
}

/** Nothing is ever written to a file that was there before, whatever it is and wherever it leads. */
async function create(files: FileOperations, path: string): Promise<OpenFile> {
  try {
    return await files.open(path, FLAGS, OWN)
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error
    // It is ours: a write failed, and so did the removal.
    await files.unlink(path)
    return files.open(path, FLAGS, OWN)
  }
}

/** Head and payload go together, where the disk takes them so. */
async function writeParts(file: OpenFile, parts: readonly Uint8Array[]): Promise<void> {
  const size = parts.reduce((sum, { byteLength }) => sum + byteLength, 0)
  for (let position = 0; position < size; ) {
    const { bytesWritten } = await file.writev(stretch(parts, position), position)
    if (bytesWritten === 0) throw Object.assign(new Error('Nothing was written'), { code: 'EIO' })
    position += bytesWritten
  }
}

/** What comes next, from this byte on, where it lies in memory: a piece at most. */
function stretch(parts: readonly Uint8Array[], position: number): Uint8Array[] {
  const found: Uint8Array[] = []
  let from = position
  let room = PIECE
  for (const part of parts) {
    const some = part.subarray(from, from + room)
    from = Math.max(0, from - part.byteLength)
    room -= some.byteLength
    if (some.byteLength > 0) found.push(some)
  }
  return found
}
