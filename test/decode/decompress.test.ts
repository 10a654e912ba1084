/** Which layers `decompress` takes off, and which it leaves. @module */

import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decompress } from '../../src/decode/decompress.ts'
import { concat, MIB, options, plain, text, utf8 } from '../support/coded.ts'

const PRICES = utf8(JSON.stringify({ EUR: 1, USD: 1.08 }))

describe('the transport coding', () => {
  it.each(['gzip', 'x-gzip', 'GZIP', ' gzip '])('takes off %j', async (encoding) => {
    expect(await decompress(gzipSync(PRICES), options({ encoding }))).toEqual(PRICES)
  })

  it('takes off brotli', async () => {
    expect(await decompress(brotliCompressSync(PRICES), options({ encoding: 'br' }))).toEqual(PRICES)
  })

  it.each(['deflate', 'gzip, br', 'gzip,gzip', 'identity', ''])('refuses %j', async (encoding) => {
    await expect(decompress(gzipSync(PRICES), options({ encoding }))).rejects.toMatchObject({
      code: 'ERR_TERM_ENCODING',
      stage: 'decode',
    })
  })

  it.each(['gzip', 'br'])('refuses a body that is not %s though the transport says so', async (encoding) => {
    const page = utf8('<html>Please log in to this network</html>')
    await expect(decompress(page, options({ encoding }))).rejects.toMatchObject({
      code: 'ERR_TERM_DECOMPRESS',
    })
  })

  it.each(['gzip', 'br'])('refuses an empty body that is said to be %s', async (encoding) => {
    await expect(decompress(new Uint8Array(), options({ encoding }))).rejects.toMatchObject({
      code: 'ERR_TERM_DECOMPRESS',
    })
  })
})

describe('the payload', () => {
  it('is inflated by its magic bytes', async () => {
    expect(await decompress(gzipSync(PRICES), options())).toEqual(PRICES)
  })

  it('stays compressed when that is what is wanted', async () => {
    const packed = plain(gzipSync(PRICES))
    expect(await decompress(packed, options({ auto: false }))).toBe(packed)
  })

  it('is the very same bytes when nothing is compressed', async () => {
    expect(await decompress(PRICES, options())).toBe(PRICES)
  })

  it.each([[[]], [[0x1f]], [[0x1f, 0x8b]], [[0x28, 0xb5, 0x2f]], [[0x50, 0x2a, 0x4d]]])(
    'is left alone when it is too short to have magic bytes: %j',
    async (bytes) => {
      const short = Uint8Array.from(bytes)
      expect(await decompress(short, options())).toBe(short)
    },
  )

  it('is left alone when it is of a coding without magic bytes', async () => {
    const deflated = plain(deflateSync(PRICES))
    expect(await decompress(deflated, options())).toBe(deflated)
  })

  it('joins the members of a gzip file', async () => {
    const members = concat(gzipSync(utf8('{"EUR"')), gzipSync(utf8(':1')), gzipSync(utf8('}')))
    expect(text(await decompress(members, options()))).toBe('{"EUR":1}')
  })

  it('may be padded with zeros, as on tapes', async () => {
    expect(await decompress(concat(gzipSync(PRICES), new Uint8Array(512)), options())).toEqual(PRICES)
  })

  it('may be empty inside of gzip', async () => {
    expect(await decompress(gzipSync(''), options())).toEqual(new Uint8Array())
  })

  it('owns its memory, so that handing it on detaches nothing else', async () => {
    const payload = await decompress(gzipSync(PRICES), options())
    expect(payload.buffer.byteLength).toBe(payload.byteLength)
  })
})

describe('a payload that is said to be brotli', () => {
  const packed = brotliCompressSync(PRICES)
  const br = options({ auto: 'br' })

  it('is inflated, whether the transport says so or not', async () => {
    expect(await decompress(packed, br)).toEqual(PRICES)
    expect(await decompress(packed, { ...br, encoding: 'br' })).toEqual(PRICES)
  })

  it('may have been put into gzip for its way', async () => {
    expect(await decompress(gzipSync(packed), { ...br, encoding: 'gzip' })).toEqual(PRICES)
  })

  it('is refused when it is something else', async () => {
    await expect(decompress(gzipSync(PRICES), br)).rejects.toMatchObject({ code: 'ERR_TERM_DECOMPRESS' })
    await expect(decompress(PRICES, br)).rejects.toMatchObject({ code: 'ERR_TERM_DECOMPRESS' })
  })

  it('is one layer of brotli and no other', async () => {
    expect(await decompress(brotliCompressSync(gzipSync(PRICES)), br)).toEqual(plain(gzipSync(PRICES)))
  })
})

describe('both', () => {
  const thrice = gzipSync(gzipSync(gzipSync(PRICES)))

  it('are taken off when a gzip file is served with gzip', async () => {
    expect(await decompress(gzipSync(gzipSync(PRICES)), options({ encoding: 'gzip' }))).toEqual(PRICES)
    expect(await decompress(brotliCompressSync(gzipSync(PRICES)), options({ encoding: 'br' }))).toEqual(
      PRICES,
    )
  })

  it('are one layer each, never more', async () => {
    expect(await decompress(thrice, options())).toEqual(plain(gzipSync(gzipSync(PRICES))))
    expect(await decompress(thrice, options({ encoding: 'gzip' }))).toEqual(plain(gzipSync(PRICES)))
  })

  it('are told apart: only the transport coding is off when the payload must stay as it is', async () => {
    const twice = gzipSync(gzipSync(PRICES))
    expect(await decompress(twice, options({ encoding: 'gzip', auto: false }))).toEqual(
      plain(gzipSync(PRICES)),
    )
  })
})

describe('any bytes', () => {
  const body = fc.uint8Array({ maxLength: 4096 })

  it('come back from gzip, however they are cut into members', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 5 }), async (parts) => {
        const packed = concat(...parts.map((part) => gzipSync(part)))
        expect(await decompress(packed, options({ auto: false, encoding: 'gzip' }))).toEqual(concat(...parts))
      }),
    )
  })

  it('come back from brotli', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (bytes) => {
        const packed = brotliCompressSync(bytes)
        expect(await decompress(packed, options({ auto: false, encoding: 'br' }))).toEqual(plain(bytes))
      }),
    )
  })

  it('come back when they are many', async () => {
    const lines = utf8(Array.from({ length: 300_000 }, (_, i) => `${i},${i * 7919}`).join('\n'))
    expect(lines.byteLength).toBeGreaterThan(4 * MIB)
    const payload = await decompress(gzipSync(lines), options())
    expect(Buffer.compare(payload, lines)).toBe(0)
  })
})
