/** The digest of a body is that of its bytes, and a large one is taken in turns. @module */

import { createHash, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { digested } from '../../src/term/body-digest.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function* chunksOf(...chunks: Uint8Array[]) {
  yield* chunks
}

it.each([0, 1, 2 ** 19, 2 ** 19 + 1, 5 * 2 ** 20 + 7])(
  'counts and hashes %d bytes that come at once',
  async (size) => {
    const payload = randomBytes(size)
    let counted = 0
    const { body, digest } = digested(Promise.resolve(payload), (bytes) => {
      counted += bytes
    })
    expect((await body) === payload).toBe(true)
    expect([counted, digest()]).toEqual([size, sha256(payload)])
  },
)

it('hashes chunks of any size as one body', async () => {
  const chunks = [randomBytes(10), randomBytes(3 * 2 ** 20), randomBytes(1)]
  const { body, digest } = digested(chunksOf(...chunks), () => {})
  const through: Uint8Array[] = []
  for await (const chunk of body as AsyncIterable<Uint8Array>) through.push(chunk)
  // The chunks must be the same objects: comparing megabytes byte by byte takes seconds.
  expect(through).toHaveLength(chunks.length)
  expect(through.every((chunk, at) => chunk === chunks[at])).toBe(true)
  expect(digest()).toBe(sha256(Buffer.concat(chunks)))
})

it('leaves the loop its turns while it hashes what came at once', async () => {
  const { body } = digested(Promise.resolve(new Uint8Array(32 * 2 ** 20)), () => {})
  let turns = 0
  const count = () => {
    turns++
    running = setImmediate(count)
  }
  let running = setImmediate(count)
  await body
  clearImmediate(running)
  expect(turns).toBeGreaterThanOrEqual(2)
})
