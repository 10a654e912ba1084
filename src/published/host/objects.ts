/** The payloads in the folder of a host, each under its SHA-256; whoever reads one checks it. @module */

import { createHash, randomBytes } from 'node:crypto'
import { type FileHandle, lstat, open, rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { OPEN_OWN } from '../../base/open-flags.ts'
import type { BaseFile } from '../../decode/delta/index.ts'
import { payloadMemory } from '../../decode/payload-memory.ts'
import { inPieces } from '../pieces.ts'

export interface WantedObject {
  readonly sha256: string
  /** In bytes; absent: it isn't known. */
  readonly size?: number
}

/**
 * The payload of a manifest, if it lies there whole. What is damaged is removed.
 *
 * All of it is looked at before any of it is handed on: whoever has begun with one can't turn to the origin any more.
 */
export async function readObject(objects: string, wanted: WantedObject): Promise<Uint8Array | undefined> {
  const path = join(objects, wanted.sha256)
  const handle = await open(path, OPEN_OWN).catch(() => undefined)
  if (handle === undefined) return undefined
  let bytes: Uint8Array | undefined
  try {
    bytes = await checkedBytes(handle, wanted)
    // When it was used last, for the sweep.
    if (bytes !== undefined) await handle.utimes(new Date(), new Date())
  } catch {
    // A disk that can't read it back.
  } finally {
    await handle.close()
  }
  if (bytes === undefined) await rm(path, { force: true, recursive: true }).catch(() => {})
  return bytes
}

async function checkedBytes(
  handle: FileHandle,
  { sha256, size: expected }: WantedObject,
): Promise<Uint8Array | undefined> {
  const stats = await handle.stat()
  if (!stats.isFile() || (expected !== undefined && stats.size !== expected)) return undefined
  const { size } = stats
  const hash = createHash('sha256')
  const whole = payloadMemory(size)
  for (const piece of inPieces(whole)) {
    const { bytesRead } = await handle.read(piece)
    if (bytesRead !== piece.byteLength) return undefined
    hash.update(piece)
  }
  return hash.digest('hex') === sha256 ? whole : undefined
}

/** Where it lies, if it does and is no larger: nobody has looked at what is in it. */
export async function findObject(
  objects: string,
  sha256: string,
  maxBytes: number,
): Promise<BaseFile | undefined> {
  const path = join(objects, sha256)
  try {
    const stats = await lstat(path)
    if (!stats.isFile() || stats.size > maxBytes) return undefined
    // When it was used last, for the sweep.
    await utimes(path, new Date(), new Date())
    return { path, byteLength: stats.size }
  } catch {
    return undefined
  }
}

export interface KeptObject {
  readonly objects: string
  /** Where it lies until it is whole. */
  readonly partial: string
  readonly sha256: string
}

/**
 * Hands a body on and keeps it on the way. A body that fails is not kept, and a disk that fails ends the keeping alone.
 *
 * @param body - fails if it isn't what `sha256` says
 */
export async function* keepWhile(
  body: AsyncIterable<Uint8Array>,
  { objects, partial, sha256 }: KeptObject,
): AsyncGenerator<Uint8Array> {
  const unfinished = join(partial, `${sha256.slice(0, 16)}.${process.pid}.${randomBytes(4).toString('hex')}`)
  let file = await open(unfinished, 'wx', 0o600).catch(() => undefined)
  const drop = async () => {
    await file?.close().catch(() => {})
    file = undefined
    await rm(unfinished, { force: true }).catch(() => {})
  }
  try {
    for await (const piece of body) {
      await file?.writeFile(piece).catch(drop)
      yield piece
    }
    if (file === undefined) return
    await file.sync()
    await file.close()
    await rename(unfinished, join(objects, sha256)).catch(drop)
    file = undefined
  } finally {
    if (file !== undefined) await drop()
  }
}
