/** An open file: what it looks like, and all that is in it. @module */

import type { FileHandle } from 'node:fs/promises'
import { TermError, toTermError } from '../errors.ts'

/** What a file looks like; plain JSON. A rewrite may restore `mtime` (rsync, tar), but not `ctime`. */
export type Stamp = {
  readonly mtimeNs: string
  readonly ctimeNs: string
  readonly ino: string
  readonly size: number
}

const READ_SIZE = 2 ** 20

/** The stamp, or `undefined` if it isn't a regular file. */
export async function stampOf(handle: FileHandle): Promise<Stamp | undefined> {
  const stat = await handle.stat({ bigint: true })
  if (!stat.isFile()) return undefined
  return {
    mtimeNs: String(stat.mtimeNs),
    ctimeNs: String(stat.ctimeNs),
    ino: String(stat.ino),
    size: Number(stat.size),
  }
}

/** All bytes, if the file still looks like `stamp` when they are read; else `ERR_TERM_TRUNCATED`. */
export async function readWhole(handle: FileHandle, stamp: Stamp, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = new Uint8Array(stamp.size)
  for (let offset = 0; offset < stamp.size; ) {
    if (signal.aborted) throw toTermError(signal.reason, 'ERR_TERM_ABORTED', 'The attempt was called off')
    const { bytesRead } = await handle.read(bytes, offset, Math.min(READ_SIZE, stamp.size - offset), offset)
    if (bytesRead === 0) throw changed()
    offset += bytesRead
  }
  const after = await stampOf(handle)
  // Not `ctime`: that of a file that is read on changes when another is renamed over it, which harms nothing.
  if (after?.mtimeNs !== stamp.mtimeNs || after.size !== stamp.size) throw changed()
  return bytes
}

const changed = () =>
  new TermError('ERR_TERM_TRUNCATED', 'The file changed while it was read', { stage: 'download' })
