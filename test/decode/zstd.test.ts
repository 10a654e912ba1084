/** zstd, where the runtime has it. @module */

import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import { decompress } from '../../src/decode/decompress.ts'
import {
  bomb,
  concat,
  flipBit,
  MIB,
  options,
  plain,
  text,
  utf8,
  zstd,
  zstdCompress,
} from '../support/coded.ts'

const SKIPPABLE = Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 7, 8, 9)
const corrupt = { code: 'ERR_TERM_DECOMPRESS', stage: 'decode', cause: expect.any(Error) }

describe.skipIf(zstdCompress === undefined)('zstd', () => {
  const lines = utf8(Array.from({ length: 200 }, (_, i) => `line ${i * 31}`).join('\n'))

  it('is inflated by its magic bytes, and as a transport coding', async () => {
    expect(await decompress(zstd(lines), options())).toEqual(lines)
    expect(await decompress(zstd(lines), options({ encoding: 'zstd', auto: false }))).toEqual(lines)
    expect(await decompress(zstd(gzipSync(lines)), options({ encoding: 'zstd' }))).toEqual(lines)
  })

  it('may have more than one frame, and frames that are to be skipped', async () => {
    const frames = concat(SKIPPABLE, zstd(utf8('{"EUR"')), SKIPPABLE, zstd(utf8(':1}')), SKIPPABLE)
    expect(text(await decompress(frames, options()))).toBe('{"EUR":1}')
  })

  it('comes back from any bytes in any number of frames', async () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 4096 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(parts, async (bodies) => {
        const packed = concat(...bodies.map((body) => zstd(body)))
        expect(await decompress(packed, options({ encoding: 'zstd', auto: false }))).toEqual(
          concat(...bodies),
        )
      }),
    )
  })

  it('comes back when it has many blocks', async () => {
    const noise = Uint8Array.from({ length: MIB }, (_, i) => (Math.imul(i, 2654435761) >>> 13) & 0xff)
    expect(Buffer.compare(await decompress(zstd(noise), options()), noise)).toBe(0)
  })

  it('is refused wherever it is cut', async () => {
    const packed = zstd(lines)
    for (let end = 4; end < packed.byteLength; end += 3) {
      await expect(decompress(packed.subarray(0, end), options())).rejects.toMatchObject(corrupt)
    }
  })

  it.each([
    ['garbage', utf8('garbage')],
    ['zeros', new Uint8Array(16)],
    ['half a frame', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20)],
    ['half a frame to be skipped', SKIPPABLE.subarray(0, 9)],
  ])('is refused when it is followed by %s', async (_, rest) => {
    await expect(decompress(concat(zstd(lines), rest), options())).rejects.toMatchObject(corrupt)
  })

  it('is refused when all of it is to be skipped', async () => {
    await expect(decompress(concat(SKIPPABLE, SKIPPABLE), options())).rejects.toMatchObject(corrupt)
  })

  it('is refused when it has thousands of frames, each of which would cost a decoder', async () => {
    const empty = zstd(new Uint8Array())
    const frames = concat(...Array.from({ length: 5000 }, () => empty))
    await expect(decompress(frames, options())).rejects.toMatchObject(corrupt)
  })

  it('is bounded in what it may become, over all frames', async () => {
    const frame = zstd(new Uint8Array(MIB))
    await expect(decompress(concat(frame, frame), options())).rejects.toMatchObject({
      code: 'ERR_TERM_TOO_LARGE',
    })
    await expect(decompress(zstd(bomb(40)), options({ encoding: 'zstd' }))).rejects.toMatchObject({
      code: 'ERR_TERM_TOO_LARGE',
    })
  })

  it('gives the right bytes or an error when bits flip', async () => {
    const packed = concat(zstd(lines), zstd(lines))
    const whole = concat(lines, lines)
    await fc.assert(
      fc.asyncProperty(fc.nat(packed.byteLength - 1), fc.nat(7), async (index, bit) => {
        const bad = plain(flipBit(packed, index, bit))
        const result = await decompress(bad, options({ encoding: 'zstd', auto: false })).catch(
          (e: unknown) => e,
        )
        if (!(result instanceof TermError)) expect(result).toEqual(whole)
      }),
      { numRuns: 300 },
    )
  })
})
