/** The checksum of zstd frames. @module */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { xxh64 } from '../../src/decode/xxh64.ts'
import { utf8 } from '../support/coded.ts'

function hashOf(...pieces: readonly Uint8Array[]): string {
  const hash = xxh64()
  for (const piece of pieces) hash.update(piece)
  return hash.digest().toString(16).padStart(16, '0')
}

it.each([
  ['', 'ef46db3751d8e999'],
  ['a', 'd24ec4f1a98c6e5b'],
  ['abc', '44bc2cf5ad770999'],
  ['Nobody inspects the spammish repetition', 'fbcea83c8a378bf1'],
])('of %j is %s', (content, expected) => {
  expect(hashOf(utf8(content))).toBe(expected)
})

it('is the same however the data is cut', () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 6 })
  fc.assert(
    fc.property(pieces, (cut) => {
      expect(hashOf(...cut)).toBe(hashOf(Buffer.concat(cut)))
    }),
  )
})
