/** What is told of the bytes that pass is told of those that are received, whatever a fetcher does with its own. @module */

import { createHash, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { receive } from '../../src/fetch/receive.ts'
import { wireHashes } from '../../src/gate/wire-hashes.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const { signal } = new AbortController()

/** Receives a body, and takes its hash as it passes. */
async function hashed(body: Promise<Uint8Array> | AsyncIterable<Uint8Array>) {
  const hashes = wireHashes(['sha256'])
  let passed = 0
  const passing = (bytes: Uint8Array) => {
    passed += bytes.byteLength
    return hashes.take(bytes)
  }
  const { bytes } = await receive(body, { maxBytes: 2 ** 26, signal, passing })
  return { bytes, passed, digest: Buffer.from(hashes.of('sha256')).toString('hex') }
}

it.each([0, 1, 2 ** 19, 2 ** 19 + 1, 5 * 2 ** 20 + 7])(
  'counts and hashes %d bytes that come at once',
  async (size) => {
    const payload = randomBytes(size)
    const { passed, digest } = await hashed(Promise.resolve(payload))
    expect([passed, digest]).toEqual([size, sha256(payload)])
  },
)

it('hashes chunks of any size as one body', async () => {
  const chunks = [randomBytes(10), randomBytes(3 * 2 ** 20), randomBytes(1)]
  async function* body() {
    yield* chunks
  }
  const { digest, passed } = await hashed(body())
  expect([passed, digest]).toEqual([3 * 2 ** 20 + 11, sha256(Buffer.concat(chunks))])
})

it('P29: shows what is received, and not what a fetcher makes of its bytes meanwhile', async () => {
  const own = Buffer.alloc(2 ** 20, 1)
  async function* chunks() {
    yield own
  }
  for (const body of [() => Promise.resolve(own), chunks]) {
    own.fill(1)
    const shown: Uint8Array[] = []
    const passing = async (bytes: Uint8Array) => {
      own.fill(2)
      shown.push(Buffer.from(bytes))
    }
    const { bytes } = await receive(body(), { maxBytes: 2 ** 26, signal, passing })
    expect(sha256(Buffer.concat(shown))).toBe(sha256(bytes))
  }
})

it('leaves the loop its turns while it hashes what came at once', async () => {
  let turns = 0
  const count = () => {
    turns++
    running = setImmediate(count)
  }
  let running = setImmediate(count)
  await hashed(Promise.resolve(new Uint8Array(32 * 2 ** 20)))
  clearImmediate(running)
  expect(turns).toBeGreaterThanOrEqual(2)
})
