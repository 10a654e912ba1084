/** zstd by the optional peer, where the runtime has none. @module */

import type zlib from 'node:zlib'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import { decompress } from '../../src/decode/decompress.ts'
import { concat, flipBit, MIB, options, plain, text, utf8, zstd, zstdCompress } from '../support/coded.ts'
import { FRAME, frameOf, LINES, MIB_OF_ZEROS, ONE, TWO } from '../support/zstd-frames.ts'

vi.mock('node:zlib', async (importOriginal) => {
  const original = await importOriginal<{ default: typeof zlib }>()
  return { ...original, default: { ...original.default, createZstdDecompress: undefined } }
})

const SKIPPABLE = Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 7, 8, 9)
const corrupt = { code: 'ERR_TERM_DECOMPRESS', stage: 'decode', cause: expect.any(Error) }
const tooLarge = { code: 'ERR_TERM_TOO_LARGE', stage: 'decode' }

const errorOf = (bytes: Uint8Array, how = options()) => decompress(bytes, how).catch((e: unknown) => e)

describe('frames', () => {
  it('are inflated by their magic bytes, and as a transport coding', async () => {
    expect(await decompress(FRAME, options())).toEqual(LINES)
    expect(await decompress(FRAME, options({ encoding: 'zstd', auto: false }))).toEqual(LINES)
  })

  it('are joined, and those to be skipped are skipped', async () => {
    expect(text(await decompress(concat(SKIPPABLE, ONE, SKIPPABLE, TWO), options()))).toBe('one,two')
  })

  it('may tell neither size nor checksum', async () => {
    const bare = frameOf(0, [0], utf8('bare'))
    expect(text(await decompress(bare, options()))).toBe('bare')
  })

  it('may hold gzip in a layer below', async () => {
    const gzipped = plain(gzipSync('{}'))
    expect(text(await decompress(frameOf(0, [0], gzipped), options({ encoding: 'zstd' })))).toBe('{}')
  })

  it.skipIf(zstdCompress === undefined)('come back from any bytes in any number of frames', async () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 200_000, size: 'max' }), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(parts, async (bodies) => {
        const packed = concat(...bodies.map((body) => zstd(body)))
        const whole = await decompress(packed, options({ encoding: 'zstd', auto: false }))
        expect(Buffer.compare(whole, concat(...bodies))).toBe(0)
      }),
      { numRuns: 20 },
    )
  })
})

describe('what is wrong', () => {
  it('is refused wherever it is cut', async () => {
    for (let end = 4; end < FRAME.byteLength; end += 3) {
      expect(await errorOf(FRAME.subarray(0, end))).toMatchObject(corrupt)
    }
  })

  it.each([
    ['garbage', utf8('garbage')],
    ['zeros', new Uint8Array(16)],
    ['half a frame', ONE.subarray(0, -2)],
  ])('is refused when it is followed by %s', async (_, rest) => {
    expect(await errorOf(concat(FRAME, rest))).toMatchObject(corrupt)
  })

  it('is refused by its checksum, which the package skips', async () => {
    expect(await errorOf(flipBit(ONE, ONE.byteLength - 1, 0))).toMatchObject(corrupt)
    expect(await errorOf(flipBit(ONE, ONE.byteLength - 6, 0))).toMatchObject(corrupt)
  })

  it('is refused when it is shorter or longer than it says', async () => {
    expect(await errorOf(frameOf(0x20, [5], utf8('four')))).toMatchObject(corrupt)
    expect(await errorOf(frameOf(0x20, [3], utf8('four')))).toMatchObject(corrupt)
  })

  it('gives the right bytes or an error when bits flip', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(FRAME.byteLength - 1), fc.nat(7), async (index, bit) => {
        const bad = flipBit(FRAME, index, bit)
        const result = await errorOf(bad, options({ encoding: 'zstd', auto: false }))
        if (!(result instanceof TermError)) expect(result).toEqual(LINES)
      }),
      { numRuns: 300 },
    )
  })
})

describe('what it may become', () => {
  it('is bounded over all frames', async () => {
    expect(await decompress(MIB_OF_ZEROS, options())).toHaveLength(MIB)
    expect(await errorOf(concat(MIB_OF_ZEROS, MIB_OF_ZEROS))).toMatchObject(tooLarge)
  })

  it.each([
    ['content', frameOf(0xa0, [0, 0, 0, 0x7f], utf8('x'))],
    ['window', frameOf(0, [18 << 3], utf8('x'))],
  ])('is bounded by the header before any memory is taken: the %s', async (_, frame) => {
    const before = process.resourceUsage().maxRSS
    expect(await errorOf(frame)).toMatchObject(tooLarge)
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(64 * 1024)
  })

  it('ends with the attempt', async () => {
    const controller = new AbortController()
    const work = errorOf(MIB_OF_ZEROS, options({ signal: controller.signal }))
    controller.abort()
    expect(await work).toMatchObject({ code: 'ERR_TERM_ABORTED' })
  })

  it('leaves the loop free between blocks', async () => {
    let turns = 0
    const counting = setInterval(() => turns++, 0)
    await decompress(MIB_OF_ZEROS, options())
    clearInterval(counting)
    expect(turns).toBeGreaterThan(0)
  })
})
