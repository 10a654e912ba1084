/** Hashes that are taken as bytes pass. @module */

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HASH_NAMES, hashesOf, wireHashes } from '../../src/gate/wire-hashes.ts'

const expected = (name: string, bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash(name).update(bytes).digest())

describe('the hashes of a wire', () => {
  it('are those of all pieces, however they were cut', async () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(pieces, fc.subarray([...HASH_NAMES]), async (all, names) => {
        const hashes = wireHashes(names)
        for (const piece of all) await hashes.take(piece)
        for (const name of names) expect(hashes.of(name)).toEqual(expected(name, Buffer.concat(all)))
      }),
    )
  })

  it('are taken of large pieces in steps, and of memory that threads share', async () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(1_000_001)).map((_, index) => index)
    const shared = new Uint8Array(new SharedArrayBuffer(1_000_001))
    shared.set(bytes)
    const hashes = await hashesOf(shared, HASH_NAMES)
    for (const name of HASH_NAMES) expect(hashes.of(name)).toEqual(expected(name, bytes))
  })

  it('do not look at a piece again that was taken', async () => {
    const piece = Buffer.from('first')
    const hashes = wireHashes(['sha256'])
    await hashes.take(piece)
    piece.write('other')
    expect(hashes.of('sha256')).toEqual(expected('sha256', Buffer.from('first')))
  })

  it('are told as often as one likes, to each a copy', async () => {
    const hashes = await hashesOf(Buffer.from('x'), ['blake2b512'])
    hashes.of('blake2b512').fill(0)
    expect(hashes.of('blake2b512')).toEqual(expected('blake2b512', Buffer.from('x')))
  })

  it('are none but those that were asked for', () => {
    expect(() => wireHashes(['sha256']).of('sha512')).toThrow('sha512 was not asked for')
  })
})
