/** Corrupt data is refused: never a prefix, never wrong bytes. @module */

import { brotliCompressSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import { type DecompressOptions, decompress } from '../../src/decode/decompress.ts'
import { isPoison } from '../../src/gate/poison.ts'
import { concat, flipBit, options, plain, utf8 } from '../support/coded.ts'

const LINES = utf8(Array.from({ length: 200 }, (_, i) => `line ${i * 31}`).join('\n'))
const GZIP = plain(gzipSync(LINES))
const BROTLI = plain(brotliCompressSync(LINES))
const gzip = options({ encoding: 'gzip', auto: false })
const br = options({ encoding: 'br', auto: false })

const refused = (bytes: Uint8Array, how: DecompressOptions) =>
  expect(decompress(bytes, how)).rejects.toMatchObject({
    code: 'ERR_TERM_DECOMPRESS',
    stage: 'decode',
    cause: expect.any(Error),
  })

describe('F24: gzip', () => {
  it('is refused wherever it is cut', async () => {
    for (let end = 0; end < GZIP.byteLength; end += 7) await refused(GZIP.subarray(0, end), gzip)
    for (let end = 1; end <= 8; end++) await refused(GZIP.subarray(0, -end), gzip)
  })

  it('is refused when it is nothing but magic bytes', async () => {
    await refused(Uint8Array.of(0x1f, 0x8b, 0x08), options())
  })

  it('is refused when its checksum or its length is wrong', async () => {
    for (let fromEnd = 1; fromEnd <= 8; fromEnd++)
      await refused(flipBit(GZIP, GZIP.byteLength - fromEnd, 0), gzip)
  })

  it.each([
    ['garbage', concat(GZIP, utf8('garbage'))],
    ['the first byte of another member', concat(GZIP, [0x1f])],
    ['half a member', concat(GZIP, GZIP.subarray(0, 40))],
    ['zeros and garbage', concat(GZIP, [0, 0], utf8('garbage'))],
    ['zeros and another member, which zlib drops', concat(GZIP, [0, 0], GZIP)],
  ])('is refused when it is followed by %s', async (_, bytes) => {
    await refused(bytes, gzip)
  })

  it('is refused in the second of two layers, too', async () => {
    await refused(gzipSync(GZIP.subarray(0, -4)), options({ encoding: 'gzip' }))
  })

  it('gives the right bytes or an error when bits flip', async () => {
    const flip = fc.record({ index: fc.nat(GZIP.byteLength - 1), bit: fc.nat(7) })
    await fc.assert(
      fc.asyncProperty(fc.array(flip, { minLength: 1, maxLength: 3 }), async (flips) => {
        const bad = flips.reduce((bytes, { index, bit }) => flipBit(bytes, index, bit), GZIP)
        const result = await decompress(bad, gzip).catch((error: unknown) => error)
        if (result instanceof TermError) expect(result.code).toBe('ERR_TERM_DECOMPRESS')
        else expect(result).toEqual(LINES)
      }),
      { numRuns: 300 },
    )
  })
})

describe('F24: brotli', () => {
  it('is refused wherever it is cut', async () => {
    for (let end = 0; end < BROTLI.byteLength; end += 5) await refused(BROTLI.subarray(0, end), br)
  })

  it('is refused when it is followed by garbage, which zlib drops', async () => {
    await refused(concat(BROTLI, utf8('garbage')), br)
  })

  it('ends in bytes or in one of two errors when bits flip, as it has no checksum', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(BROTLI.byteLength - 1), fc.nat(7), async (index, bit) => {
        const result = await decompress(flipBit(BROTLI, index, bit), br).catch((error: unknown) => error)
        if (result instanceof Uint8Array) return
        expect(result).toBeInstanceOf(TermError)
        expect(['ERR_TERM_DECOMPRESS', 'ERR_TERM_TOO_LARGE']).toContain((result as TermError).code)
      }),
    )
  })
})

it('blames the payload, so that the same bytes are not tried again', async () => {
  const error = await decompress(GZIP.subarray(0, -1), gzip).catch((thrown: unknown) => thrown)
  expect(isPoison(error)).toBe(true)
})
