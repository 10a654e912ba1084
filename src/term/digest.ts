/** The digest of a body, taken as it passes: a large one must not be gone through twice. @module */

import { createHash, type Hash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'

type Body = Promise<Uint8Array> | AsyncIterable<Uint8Array>

export interface Digested {
  readonly body: Body
  /** SHA-256 in hex; to be called once, when the body is through. */
  digest(): string
}

/** The body, counted and hashed on its way. */
export function digested(body: Body, count: (bytes: number) => void): Digested {
  const hash = createHash('sha256')
  const tap = (chunk: unknown) => take(chunk, hash, count)
  return {
    body: Symbol.asyncIterator in body ? tappedChunks(body, tap) : tapped(body, tap),
    digest: () => hash.digest('hex'),
  }
}

/** So much is hashed in one turn of the loop: about a millisecond. */
const STEP = 2 ** 20

async function take(chunk: unknown, hash: Hash, count: (bytes: number) => void): Promise<void> {
  if (!(chunk instanceof Uint8Array)) return
  const { byteLength } = chunk
  hash.update(chunk.subarray(0, STEP))
  for (let at = STEP; at < byteLength; at += STEP) {
    await nextTurn()
    hash.update(chunk.subarray(at, at + STEP))
  }
  count(byteLength)
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
