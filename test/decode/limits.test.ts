/** What a body may become is bounded, and the work ends when it is called off. @module */

import type zlib from 'node:zlib'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { decompress } from '../../src/decode/decompress.ts'
import { isPoison } from '../../src/gate/poison.ts'
import { bomb, concat, LIMITS, MIB, options } from '../support/coded.ts'

const streams: zlib.Gunzip[] = []

vi.mock('node:zlib', async (importOriginal) => {
  const original = await importOriginal<{ default: typeof zlib }>()
  const createGunzip: typeof zlib.createGunzip = (settings) => {
    const stream = original.default.createGunzip(settings)
    streams.push(stream)
    return stream
  }
  return { ...original, default: { ...original.default, createGunzip } }
})

beforeEach(() => {
  streams.length = 0
})

const tooLarge = { code: 'ERR_TERM_TOO_LARGE', stage: 'decode' }
const any = Number.MAX_SAFE_INTEGER

describe('F23, P32, S2: a bomb', () => {
  const packed = bomb(100)

  it('is given up early, with little memory', async () => {
    expect(packed.byteLength).toBeLessThan(120_000)
    const before = process.resourceUsage().maxRSS
    await expect(decompress(packed, options())).rejects.toMatchObject(tooLarge)
    const grownKiB = process.resourceUsage().maxRSS - before
    expect(grownKiB).toBeLessThan(64 * 1024)
    expect(streams.map((stream) => stream.destroyed)).toEqual([true])
    // The body holds five times as much as 200 times its own size.
    expect(streams[0]?.bytesWritten).toBeLessThan(packed.byteLength / 4)
  })

  it('is given up at the size limit, too', async () => {
    const limits = { maxInflatedBytes: 3 * MIB, maxRatio: any }
    await expect(decompress(packed, options({ limits }))).rejects.toMatchObject(tooLarge)
    expect(streams[0]?.bytesWritten).toBeLessThan(packed.byteLength / 20)
  })

  it('is no smaller for being brotli', async () => {
    const body = brotliCompressSync(new Uint8Array(8 * MIB))
    await expect(decompress(body, options({ encoding: 'br' }))).rejects.toMatchObject(tooLarge)
  })

  it('does not hide in two layers with a modest ratio each', async () => {
    const nested = gzipSync(gzipSync(new Uint8Array(8 * MIB), { level: 1 }))
    await expect(decompress(nested, options({ encoding: 'gzip' }))).rejects.toMatchObject(tooLarge)
  })

  it('blames the payload: the same bytes would burst the limits again', async () => {
    expect(isPoison(await decompress(packed, options()).catch((error: unknown) => error))).toBe(true)
  })
})

describe('P32, S1: the limits', () => {
  const exact = gzipSync(new Uint8Array(MIB))

  it('allow as many bytes as they say, and not one more', async () => {
    const at = (maxInflatedBytes: number) => options({ limits: { maxInflatedBytes, maxRatio: any } })
    expect(await decompress(exact, at(MIB))).toHaveLength(MIB)
    await expect(decompress(exact, at(MIB - 1))).rejects.toMatchObject(tooLarge)
  })

  it('allow any ratio up to 1 MiB, and not one byte more', async () => {
    const limits = { ...LIMITS, maxRatio: 2 }
    expect(await decompress(exact, options({ limits }))).toHaveLength(MIB)
    await expect(decompress(concat(exact, gzipSync('x')), options({ limits }))).rejects.toMatchObject(
      tooLarge,
    )
  })

  it('bound the sum of all members', async () => {
    const limits = { maxInflatedBytes: 3 * MIB, maxRatio: any }
    expect(await decompress(bomb(3), options({ limits }))).toHaveLength(3 * MIB)
    await expect(decompress(bomb(4), options({ limits }))).rejects.toMatchObject(tooLarge)
  })

  it('leave a body alone that is not compressed', async () => {
    const limits = { maxInflatedBytes: 10, maxRatio: 1 }
    expect(await decompress(new Uint8Array(100), options({ limits }))).toHaveLength(100)
  })
})

describe('an abort', () => {
  const limits = { maxInflatedBytes: any, maxRatio: any }

  it('destroys the stream in the middle of the work', async () => {
    const packed = bomb(50)
    const controller = new AbortController()
    const work = decompress(packed, options({ limits, signal: controller.signal }))
    const reason = new Error('the deadline')
    streams[0]?.once('readable', () => controller.abort(reason))
    await expect(work).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED', cause: reason })
    expect(streams[0]?.destroyed).toBe(true)
    expect(streams[0]?.bytesWritten).toBeLessThan(packed.byteLength)
  })

  it('that came before begins nothing', async () => {
    await expect(decompress(bomb(1), options({ signal: AbortSignal.abort() }))).rejects.toMatchObject({
      code: 'ERR_TERM_ABORTED',
    })
    expect(streams).toEqual([])
  })
})
