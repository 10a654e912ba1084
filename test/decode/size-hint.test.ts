/** How large a payload will be: as far as it tells, and never more than it may be. @module */

import { brotliCompressSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decompress } from '../../src/decode/decompress.ts'
import { sizeHint } from '../../src/decode/size-hint.ts'
import { concat, LIMITS, MIB, options, plain, utf8 } from '../support/coded.ts'
import { FRAME, LINES } from '../support/zstd-frames.ts'

const hint = (bytes: Uint8Array, how = {}) => sizeHint(bytes, options(how))

describe('the hint', () => {
  it('is the size of what is not compressed', () => {
    expect([hint(utf8('prices')), hint(new Uint8Array()), hint(gzipSync('x'), { auto: false })]).toEqual([
      6, 0, 21,
    ])
  })

  it('is what gzip says, of either layer', () => {
    const packed = gzipSync('x'.repeat(5_000))
    expect([hint(packed), hint(packed, { encoding: 'gzip' }), hint(packed, { encoding: 'x-gzip' })]).toEqual([
      5_000, 5_000, 5_000,
    ])
  })

  it('is what the frames of zstd say, all of them', () => {
    expect(hint(concat(FRAME, FRAME))).toBe(2 * LINES.byteLength)
    expect(hint(FRAME.subarray(0, 20))).toBe(0)
  })

  it('is 0 where nothing says it: brotli, or a body that is too short to be gzip', () => {
    expect(hint(brotliCompressSync(utf8('prices')), { encoding: 'br' })).toBe(0)
    expect(hint(Uint8Array.of(0x1f, 0x8b, 8, 255, 255, 255, 255))).toBe(0)
  })

  it('is never more than the limits allow, whatever the trailer says', () => {
    const lying = plain(gzipSync('x')).fill(255, -4)
    expect(hint(lying)).toBe(MIB)
    expect(hint(lying, { limits: { ...LIMITS, maxInflatedBytes: 1_000 } })).toBe(1_000)
  })

  it('changes nothing of what comes out when it is wrong', async () => {
    const body = fc.uint8Array({ minLength: 1, maxLength: 3_000 })
    await fc.assert(
      fc.asyncProperty(body, fc.nat(0xffffffff), async (bytes, said) => {
        // Only to the hint does the size of the member before seem to be wrong.
        const member = plain(gzipSync(bytes))
        const empty = plain(gzipSync(''))
        expect(await decompress(concat(member, empty), options())).toEqual(plain(bytes))
        expect(await decompress(concat(empty, member, member), options())).toEqual(concat(bytes, bytes))
        new DataView(member.buffer).setUint32(member.byteLength - 4, said, true)
        if (said !== bytes.byteLength) await expect(decompress(member, options())).rejects.toThrow()
      }),
      { numRuns: 50 },
    )
  })
})
