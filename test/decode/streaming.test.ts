/** Inflating in pieces: the same bytes and the same refusals as inflating the whole. @module */

import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type DecompressOptions, decompress, decompressed } from '../../src/decode/decompress.ts'
import { bomb, concat, flipBit, LIMITS, MIB, options, plain, utf8 } from '../support/coded.ts'
import { outcome } from '../support/grown.ts'
import { FRAME, LINES as FRAMED, ONE, TWO } from '../support/zstd-frames.ts'

async function piecesOf(bytes: Uint8Array, how: DecompressOptions = options()): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = []
  for await (const piece of decompressed(bytes, how)) pieces.push(piece)
  return pieces
}
const joined = async (bytes: Uint8Array, how?: DecompressOptions) => concat(...(await piecesOf(bytes, how)))

const LINES = utf8(Array.from({ length: 200_000 }, (_, i) => `${i},${i * 7919}`).join('\n'))
const packed = plain(gzipSync(LINES))

describe('pieces', () => {
  it('are no larger than asked for, and as large but for the last', async () => {
    const sizes = (await piecesOf(packed, options({ chunkSize: MIB }))).map(({ byteLength }) => byteLength)
    expect(sizes.length).toBeGreaterThan(2)
    expect(sizes.slice(0, -1)).toEqual(sizes.slice(0, -1).map(() => MIB))
    expect(sizes.at(-1)).toBeLessThanOrEqual(MIB)
  })

  it('are views of the payload where nothing is compressed', async () => {
    const pieces = await piecesOf(LINES, options({ chunkSize: MIB }))
    expect(pieces.length).toBeGreaterThan(2)
    expect(pieces.every(({ buffer }) => buffer === LINES.buffer)).toBe(true)
    expect(Buffer.compare(concat(...pieces), LINES)).toBe(0)
  })

  it('may be taken again from the beginning', async () => {
    for (let round = 0; round < 2; round++) expect(Buffer.compare(await joined(packed), LINES)).toBe(0)
  })

  it('stop coming when nobody takes them any longer', async () => {
    const taken: Uint8Array[] = []
    for await (const piece of decompressed(packed, options({ encoding: 'gzip' }))) {
      taken.push(piece)
      break
    }
    expect(taken).toHaveLength(1)
  })

  it.each<[string, Uint8Array, Partial<DecompressOptions>]>([
    ['an empty payload', new Uint8Array(), {}],
    ['a payload of one byte, in gzip', gzipSync('x'), { encoding: 'gzip' }],
    ['an empty payload in gzip', gzipSync(''), { encoding: 'gzip' }],
    ['gzip in gzip', gzipSync(gzipSync('prices')), { encoding: 'gzip' }],
    ['brotli in gzip', gzipSync(brotliCompressSync(utf8('prices'))), { encoding: 'gzip', auto: 'br' }],
    ['gzip that stays', gzipSync('prices'), { auto: false }],
    ['many members', concat(...['a', 'b', '', 'c'].map((part) => gzipSync(part))), {}],
    ['zstd', FRAME, {}],
    ['zstd whose first frame is too small to be known by', concat(TWO, ONE, FRAME), { encoding: 'zstd' }],
    ['zstd in gzip', gzipSync(concat(ONE, FRAME)), { encoding: 'gzip' }],
    ['padding', concat(gzipSync('prices'), new Uint8Array(600)), {}],
  ])('join to what inflating the whole gives, for %s', async (_, bytes, how) => {
    expect(await joined(bytes, options(how))).toEqual(plain(await decompress(bytes, options(how))))
  })
})

it('of zstd are those of its frames', async () => {
  expect(await joined(concat(ONE, TWO, FRAME))).toEqual(concat(utf8('one,two'), FRAMED))
})

describe('what is wrong with a payload', () => {
  const tooLarge = { code: 'ERR_TERM_TOO_LARGE', stage: 'decode' }

  it.each<[string, Uint8Array, Partial<DecompressOptions>, object]>([
    ['cut short', packed.subarray(0, -9), {}, { code: 'ERR_TERM_DECOMPRESS' }],
    [
      'with a wrong bit at its end',
      flipBit(packed, packed.length - 6, 3),
      {},
      { code: 'ERR_TERM_DECOMPRESS' },
    ],
    ['with something behind it', concat(packed, utf8('more')), {}, { code: 'ERR_TERM_DECOMPRESS' }],
    ['a bomb', bomb(20), {}, tooLarge],
    ['a bomb in gzip', gzipSync(bomb(20)), { encoding: 'gzip' }, tooLarge],
    ['beyond the limit', packed, { limits: { ...LIMITS, maxInflatedBytes: MIB } }, tooLarge],
    ['of an unknown coding', packed, { encoding: 'rot13' }, { code: 'ERR_TERM_ENCODING' }],
  ])('is told by its pieces, too: one that is %s', async (_, bytes, how, error) => {
    const inPieces = await outcome(joined(bytes, options(how)))
    expect(inPieces).toMatchObject(error)
    expect(inPieces).toEqual(await outcome(decompress(bytes, options(how))))
  })

  it('never brings a byte beyond the limit', async () => {
    let size = 0
    const limits = { ...LIMITS, maxInflatedBytes: 2 * MIB + 5 }
    const taking = (async () => {
      for await (const piece of decompressed(packed, options({ limits }))) size += piece.byteLength
    })()
    await expect(taking).rejects.toMatchObject(tooLarge)
    expect(size).toBeLessThanOrEqual(limits.maxInflatedBytes)
  })

  it('ends with the reason when it is called off between two pieces', async () => {
    const controller = new AbortController()
    const reason = new Error('the deadline')
    const taking = (async () => {
      for await (const _ of decompressed(packed, options({ signal: controller.signal })))
        controller.abort(reason)
    })()
    await expect(taking).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED', cause: reason })
  })
})
