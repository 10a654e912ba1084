/** The keyed hash is the one that its authors published. @module */

import { expect, test } from 'vitest'
import { keyedHash } from '../../../../src/decode/table/format/hash.ts'

// veorq/SipHash, vectors.h, `vectors_hsip32`: key 00 01 .. 07, text of n bytes 00 01 .. n - 1; outputs little-endian.
const VECTORS =
  'a9359f5b 27475ab8 fa62a603 8afee704 2a6e4689 c5fab669 5863fc23 8bcf63c5 d0b8848f f806e779 94b07934 08083050 57f0872f 77e663ff'.split(
    ' ',
  )

test('the keyed hash gives what is published of HalfSipHash-2-4', () => {
  const words = new Uint32Array(16)
  const bytes = new Uint8Array(words.buffer)
  const hashes = VECTORS.map((_, length) => {
    words.fill(0)
    for (let i = 0; i < length; i++) bytes[i] = i
    const out = Buffer.alloc(4)
    out.writeUInt32LE(keyedHash(words, length, 0x03020100, 0x07060504))
    return out.toString('hex')
  })
  expect(hashes).toEqual(VECTORS)
})
