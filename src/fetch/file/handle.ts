/** An open file: what it looks like once nobody writes it, and all that is in it. @module */

import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { TermError, toTermError } from '../../errors.ts'
import { abortError } from '../until-aborted.ts'

/**
 * What a file looks like; plain JSON. A rewrite may restore `mtime` (rsync, tar), but not `ctime`. The inode belongs to
 * its device: the volumes of a container number theirs alike.
 */
export type Stamp = {
  readonly mtimeNs: string
  readonly ctimeNs: string
  readonly dev: string
  readonly ino: string
  readonly size: number
}

const READ_SIZE = 2 ** 20

/** For how long nobody may have written, in ms. */
const QUIET = 50
/** How long to wait for that, in ms. */
const LONGEST_WAIT = 1_000

/** The stamp, or `undefined` if it isn't a regular file. */
export function stampOf(stat: BigIntStats): Stamp | undefined {
  if (!stat.isFile()) return undefined
  return {
    mtimeNs: String(stat.mtimeNs),
    ctimeNs: String(stat.ctimeNs),
    dev: String(stat.dev),
    ino: String(stat.ino),
    size: Number(stat.size),
  }
}

/** The stamp in one word. */
export const stampName = ({ mtimeNs, ctimeNs, size, ino }: Stamp): string =>
  `${mtimeNs}-${ctimeNs}-${size}-${ino}`

export const stampOfHandle = async (handle: FileHandle): Promise<Stamp | undefined> =>
  stampOf(await handle.stat({ bigint: true }))

/**
 * The stamp once the file is at rest: who writes in place leaves half a file for a while, and the times of files come
 * from a clock that moves every few ms, so that one more write may not show.
 *
 * @throws TermError `ERR_TERM_TRUNCATED` when the writing doesn't end
 */
export async function stampAtRest(
  handle: FileHandle,
  stamp: Stamp,
  signal: AbortSignal,
): Promise<Stamp | undefined> {
  let last: Stamp | undefined = stamp
  for (let waited = 0; last !== undefined && isYoung(last); waited += QUIET) {
    if (waited >= LONGEST_WAIT) throw changed('is still being written', 'probe')
    await delay(QUIET, undefined, { signal }).catch(() => {
      throw abortError(signal, 'probe')
    })
    const next = await stampOfHandle(handle)
    if (next !== undefined && stampName(next) === stampName(last)) return next
    last = next
  }
  return last
}

const isYoung = ({ mtimeNs }: Stamp): boolean => Date.now() - Number(BigInt(mtimeNs) / 1_000_000n) < QUIET

/** All bytes, if the file still looks like `stamp` when they are read; else `ERR_TERM_TRUNCATED`. */
export async function readWhole(handle: FileHandle, stamp: Stamp, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = new Uint8Array(stamp.size)
  for (let offset = 0; offset < stamp.size; ) {
    if (signal.aborted) throw toTermError(signal.reason, 'ERR_TERM_ABORTED', 'The attempt was called off')
    const { bytesRead } = await handle.read(bytes, offset, Math.min(READ_SIZE, stamp.size - offset), offset)
    if (bytesRead === 0) throw changed('changed while it was read', 'download')
    offset += bytesRead
  }
  const after = await stampOfHandle(handle)
  // Not `ctime`: that of a file that is read on changes when another is renamed over it, which harms nothing.
  if (after?.mtimeNs !== stamp.mtimeNs || after.size !== stamp.size) {
    throw changed('changed while it was read', 'download')
  }
  return bytes
}

const changed = (what: string, stage: 'probe' | 'download') =>
  new TermError('ERR_TERM_TRUNCATED', `The file ${what}`, { stage })
