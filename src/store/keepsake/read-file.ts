/** Reads a file of a keepsake, and believes nothing of it that isn't proved. @module */

import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { OPEN_OWN } from '../../base/open-flags.ts'
import { FIXED, fixedPart, type Opened, opened } from './envelope.ts'
import type { FileOperations, OpenFile } from './file-operations.ts'
import { isOpenToOthers } from './folder.ts'
import type { Ignored } from './news.ts'
import { passOver } from './pass-over.ts'

/** Most documents come with the first read. */
const FIRST_READ = 4_096
/** Each operation takes some 50 µs of the main thread, which a larger piece spares. */
const PIECE = 2 ** 20
/** Hashed within half a millisecond. */
const STEP = 2 ** 19

/** Told after each operation: so long as it is called, the disk isn't hanging. @throws what ends the reading */
export type Alive = () => void

export interface Head extends Opened {
  readonly payloadAt: number
  readonly payloadSize: number
}

/** Opens a file, proves its head, and gives both to `use`. @throws what `reasonToPass` knows, or what the system throws */
export async function withFile<T>(
  files: FileOperations,
  path: string,
  alive: Alive,
  use: (file: OpenFile, head: Head) => T | Promise<T>,
): Promise<T> {
  const file = await files.open(path, OPEN_OWN)
  try {
    alive()
    const stat = await file.stat()
    alive()
    return await use(file, await readHead(file, sizeOf(stat), alive))
  } finally {
    await file.close()
  }
}

function sizeOf(stat: Stats): number {
  if (!stat.isFile()) throw passOver('no-regular-file')
  if (isOpenToOthers(stat)) throw passOver('open-to-others')
  return stat.size
}

async function readHead(file: OpenFile, size: number, alive: Alive): Promise<Head> {
  if (size < FIXED) throw passOver('cut')
  let bytes = Buffer.alloc(Math.min(size, FIRST_READ))
  await readInto(file, bytes, 0, alive)
  const { documentSize, payloadSize } = sound(fixedPart(bytes))
  const payloadAt = FIXED + documentSize
  if (size < payloadAt) throw passOver('cut')
  if (bytes.byteLength < payloadAt) {
    bytes = Buffer.alloc(payloadAt)
    await readInto(file, bytes, 0, alive)
  }
  // What the sizes are is known only now: the digest is of them, too.
  const { document } = sound(opened(bytes.subarray(0, payloadAt)))
  if (size < payloadAt + payloadSize) throw passOver('cut')
  if (size > payloadAt + payloadSize) throw passOver('too-long')
  return { document, payloadAt, payloadSize }
}

/** What a step found, unless that is a fault. */
export function sound<T extends object>(found: T | { readonly fault: Ignored }): T {
  if ('fault' in found) throw passOver(found.fault)
  return found
}

/**
 * Fills the memory with the payload, and takes its hash as it comes. `filled` is called when all of it is there, which may be
 * well before it is proved: the disk may be faster than the hash.
 *
 * @throws where its digest is another
 */
export async function readPayload(
  file: OpenFile,
  head: Head,
  into: Uint8Array,
  { digest, alive, filled }: { digest: string; alive: Alive; filled: () => void },
): Promise<void> {
  const hash = createHash('sha256')
  const pieces: Promise<void>[] = []
  let read = Promise.resolve()
  for (let at = 0; at < into.byteLength; at += PIECE) {
    read = read.then(() => readInto(file, into.subarray(at, at + PIECE), head.payloadAt + at, alive))
    pieces.push(read)
  }
  // If one fails, or the hash does, nobody waits for those after it.
  read.then(filled, () => {})
  for (let at = 0; at < into.byteLength; at += STEP) {
    await pieces[Math.floor(at / PIECE)]
    hash.update(into.subarray(at, at + STEP))
    await nextTurn()
  }
  if (hash.digest('hex') !== digest) throw passOver('damaged')
}

async function readInto(file: OpenFile, into: Uint8Array, position: number, alive: Alive): Promise<void> {
  for (let at = 0; at < into.byteLength; ) {
    const { bytesRead } = await file.read(into, at, into.byteLength - at, position + at)
    alive()
    if (bytesRead === 0) throw passOver('cut')
    at += bytesRead
  }
}
