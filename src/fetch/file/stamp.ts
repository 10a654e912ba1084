/** An open file: its stamp once nobody writes to it, and all its bytes. @module */

import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { type Stage, TermError, toTermError } from '../../base/errors.ts'
import { abortError } from '../../base/until-aborted.ts'

/**
 * What a file looks like; plain JSON. A rewrite may restore `mtime` (rsync, tar), but not `ctime`. An inode is told by its
 * number and its device: the volumes of a container all count from the same number.
 */
export type Stamp = {
  readonly mtimeNs: string
  readonly ctimeNs: string
  readonly dev: string
  readonly ino: string
  readonly size: number
}

// The thread that reads more at once may hold up the one that answers requests, where there are few processors.
const READ_SIZE = 2 ** 18

/** For how many ms nobody may have written to a file at rest. */
const QUIET = 50
/** How long to wait for that, in ms. */
const LONGEST_WAIT = 1_000
/** A rename over the file moves `ctime` once; a backup that is restored moves it a few times. */
const MOST_READS = 3

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
export const stampName = ({ mtimeNs, ctimeNs, size, dev, ino }: Stamp): string =>
  `${mtimeNs}-${ctimeNs}-${size}-${dev}-${ino}`

export const stampOfHandle = async (handle: FileHandle): Promise<Stamp | undefined> =>
  stampOf(await handle.stat({ bigint: true }))

/**
 * The stamp once the file is at rest: a writer in place leaves half a file for a while, and the times of files come from a
 * clock that moves every few ms, so that one more write may not show in them.
 *
 * @throws TermError `ERR_TERM_TRUNCATED` when the writing doesn't end
 */
export async function stampAtRest(
  handle: FileHandle,
  stamp: Stamp,
  signal: AbortSignal,
  stage: Stage = 'probe',
): Promise<Stamp | undefined> {
  let last: Stamp | undefined = stamp
  for (let waited = 0; last !== undefined && isYoung(last); waited += QUIET) {
    if (waited >= LONGEST_WAIT) throw changed('is still being written', stage)
    await delay(QUIET, undefined, { signal }).catch(() => {
      throw abortError(signal, stage)
    })
    const next = await stampOfHandle(handle)
    if (next !== undefined && stampName(next) === stampName(last)) return next
    last = next
  }
  return last
}

// Both times count: a writer may set `mtime` back, but not `ctime`.
const isYoung = ({ mtimeNs, ctimeNs }: Stamp): boolean => isNow(mtimeNs) || isNow(ctimeNs)
const isNow = (ns: string): boolean => Date.now() - Number(BigInt(ns) / 1_000_000n) < QUIET

/**
 * Puts all bytes into memory of their size, if the file looks the same before and after they were read; else
 * `ERR_TERM_TRUNCATED`.
 *
 * Where only `ctime` moved, either another file was renamed over this one, which harms nothing, or a writer has set `mtime`
 * back. The file is read again once it is at rest.
 */
export async function readWhole(
  bytes: Uint8Array,
  handle: FileHandle,
  stamp: Stamp,
  signal: AbortSignal,
): Promise<void> {
  let before = stamp
  for (let reads = 1; ; reads++) {
    await readInto(bytes, handle, signal)
    const after = await stampOfHandle(handle)
    if (after !== undefined && stampName(after) === stampName(before)) return
    if (reads === MOST_READS || !isAlike(after, stamp)) break
    const rested = await stampAtRest(handle, after, signal, 'download')
    if (!isAlike(rested, stamp)) break
    before = rested
  }
  throw changed('changed while it was read', 'download')
}

async function readInto(bytes: Uint8Array, handle: FileHandle, signal: AbortSignal): Promise<void> {
  for (let offset = 0; offset < bytes.byteLength; ) {
    if (signal.aborted) throw toTermError(signal.reason, 'ERR_TERM_ABORTED', 'The attempt was called off')
    const length = Math.min(READ_SIZE, bytes.byteLength - offset)
    const { bytesRead } = await handle.read(bytes, offset, length, offset)
    if (bytesRead === 0) throw changed('changed while it was read', 'download')
    offset += bytesRead
  }
}

const isAlike = (a: Stamp | undefined, b: Stamp): a is Stamp => a?.mtimeNs === b.mtimeNs && a.size === b.size

const changed = (what: string, stage: Stage) =>
  new TermError('ERR_TERM_TRUNCATED', `The file ${what}`, { stage })
