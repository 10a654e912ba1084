/** Finding zstd frames, on frames written by hand: it must work where the runtime has no zstd. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { zstdFrames } from '../../src/decode/zstd-frames.ts'
import { concat, zstd, zstdCompress } from '../support/coded.ts'

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd]
const SKIPPABLE = [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2]

const RAW = 0
const RLE = 1
const RESERVED = 3

const block = (type: number, size: number, content: readonly number[], last = true) => {
  const header = (size << 3) | (type << 1) | (last ? 1 : 0)
  return [header & 0xff, (header >> 8) & 0xff, header >> 16, ...content]
}

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0)

describe('the frames', () => {
  it.each([
    ['a window', 0x00, 1],
    ['a single segment', 0x20, 1],
    ['a window and a dictionary id of 1 byte', 0x01, 2],
    ['a window and a dictionary id of 2 bytes', 0x02, 3],
    ['a window and a dictionary id of 4 bytes', 0x03, 5],
    ['a window and a size of 2 bytes', 0x40, 3],
    ['a single segment and a size of 4 bytes', 0xa0, 4],
    ['a window and a size of 8 bytes', 0xc0, 9],
    ['all there is', 0xc3, 13],
  ])('are found with %s in the header', (_, descriptor, fields) => {
    const frame = [...MAGIC, descriptor, ...zeros(fields), ...block(RAW, 3, [1, 2, 3])]
    expect(zstdFrames(concat(frame, frame))).toEqual([Uint8Array.from(frame), Uint8Array.from(frame)])
  })

  it('are found with blocks of all types, and a checksum', () => {
    const blocks = [...block(RAW, 2, [1, 2], false), ...block(RLE, 100_000, [7], false), ...block(RAW, 0, [])]
    const frame = [...MAGIC, 0x04, 0, ...blocks, 0xaa, 0xbb, 0xcc, 0xdd]
    expect(zstdFrames(concat(SKIPPABLE, frame, SKIPPABLE))).toEqual([Uint8Array.from(frame)])
  })

  it.each([
    ['of nothing', []],
    ['of no known kind', zeros(12)],
    ['of nothing but frames to be skipped', SKIPPABLE],
    ['of a type of block that is reserved', [...MAGIC, 0x00, 0, ...block(RESERVED, 0, [])]],
    ['cut in a header', [...MAGIC, 0xc0, ...zeros(5)]],
    ['cut in a block', [...MAGIC, 0x00, 0, ...block(RAW, 4, [1, 2, 3])]],
    ['cut before the last block', [...MAGIC, 0x00, 0, ...block(RAW, 3, [1, 2, 3], false)]],
    ['cut in the checksum', [...MAGIC, 0x04, 0, ...block(RAW, 1, [1]), 0xaa, 0xbb]],
    ['to be skipped, longer than the rest', [0x50, 0x2a, 0x4d, 0x18, 0xff, 0xff, 0xff, 0xff]],
  ])('%s are an error', (_, bytes) => {
    expect(() => zstdFrames(Uint8Array.from(bytes))).toThrow(Error)
  })

  it('are whole, or an error, whatever the bytes are', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 64 }),
      fc.constantFrom(...MAGIC.map((byte) => Uint8Array.of(byte))),
    )
    fc.assert(
      fc.property(anything, (tail) => {
        const bytes = concat(MAGIC, tail)
        try {
          expect(concat(...zstdFrames(bytes)).byteLength).toBeLessThanOrEqual(bytes.byteLength)
        } catch (error) {
          expect(error).not.toBeInstanceOf(RangeError)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

it.skipIf(zstdCompress === undefined)('finds the ends that the real compressor writes', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 2000 }), { minLength: 1, maxLength: 5 }), (bodies) => {
      const frames = bodies.map((body) => zstd(body))
      expect(zstdFrames(concat(...frames))).toEqual(frames)
    }),
  )
})
