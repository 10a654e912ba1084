/** Takes the digest of a body as it passes: a large one must not be gone through twice. @module */

import { createHash, type Hash } from 'node:crypto'
import { types } from 'node:util'
import { timeSlice } from '../base/time-slice.ts'
import { piecesOfSize } from '../decode/join.ts'

type Body = Promise<Uint8Array> | AsyncIterable<Uint8Array>

export interface Digested {
  readonly body: Body
  /** The SHA-256 in hex. It may be called once, when the body is through. */
  digest(): string
}

/** Counts and hashes a body on its way. */
export function digested(body: Body, count: (bytes: number) => void): Digested {
  const hash = createHash('sha256')
  const tap = (chunk: unknown) => take(chunk, hash, count)
  return {
    body: Symbol.asyncIterator in body ? tappedChunks(body, tap) : tapped(body, tap),
    digest: () => hash.digest('hex'),
  }
}

// Hashing so many bytes takes a few hundred microseconds.
const STEP = 2 ** 19

async function take(chunk: unknown, hash: Hash, count: (bytes: number) => void): Promise<void> {
  if (!types.isUint8Array(chunk)) return
  const turn = timeSlice()
  for (const step of piecesOfSize(chunk, STEP)) {
    hash.update(step)
    await turn.pass()
  }
  count(chunk.byteLength)
}

type Tap = (chunk: unknown) => Promise<void>

async function tapped(body: Promise<Uint8Array>, tap: Tap): Promise<Uint8Array> {
  const bytes = await body
  await tap(bytes)
  return bytes
}

async function* tappedChunks(body: AsyncIterable<Uint8Array>, tap: Tap): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    await tap(chunk)
    yield chunk
  }
}
