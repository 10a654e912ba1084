/** What goes to a thread and what comes back: memory, limits, and errors. @module */

import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { TermError } from '../../../src/base/errors.ts'
import type { Wire } from '../../../src/decode/wire.ts'
import { posted } from '../../../src/decode/workers/posted.ts'
import { isPoison } from '../../../src/gate/poison.ts'
import { type Parcel, unpack } from '../../../src/portable/parcel.ts'
import { bomb, LIMITS, MIB, plain, utf8 } from '../../support/coded.ts'
import { ownWire, poolOf } from '../../support/decoder-pool.ts'
import { outcome } from '../../support/grown.ts'

const PRICES = utf8(JSON.stringify({ EUR: 1, USD: 1.08 }))
const packed = () => plain(gzipSync(PRICES))

const run = (wire: Wire) =>
  poolOf()
    .run({ kind: 'bytes', options: undefined }, wire, new AbortController().signal)
    .then((parcel) => unpack(parcel as Parcel))

describe('the bytes of a wire', () => {
  it('go over as they are where they are ours: nothing is left here', async () => {
    const bytes = packed()
    expect(await run(ownWire(bytes))).toEqual(new Uint8Array(PRICES))
    expect(bytes.byteLength).toBe(0)
  })

  it('are read where they are in shared memory of ours', async () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(packed().byteLength))
    bytes.set(packed())
    expect(await run(ownWire(bytes))).toEqual(new Uint8Array(PRICES))
    expect(Buffer.compare(bytes, packed())).toBe(0)
  })

  it('are copied where somebody holds on to them', async () => {
    const bytes = packed()
    expect(await run(ownWire(bytes, { owned: false }))).toEqual(new Uint8Array(PRICES))
    expect(bytes).toEqual(packed())
  })

  it('are copied even in shared memory where somebody holds on to them, who may change them', async () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(4))
    const { wire, transfer } = await posted(ownWire(bytes, { owned: false }))
    bytes.fill(1)
    expect(transfer).toEqual([wire.bytes.buffer])
    expect([...wire.bytes]).toEqual([0, 0, 0, 0])
  })

  it('are copied into shared memory where they are many', async () => {
    const bytes = new Uint8Array(MIB).fill(7)
    const { wire, transfer } = await posted(ownWire(bytes, { owned: false }))
    expect(wire.bytes.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(Buffer.compare(wire.bytes, bytes)).toBe(0)
    expect(transfer).toEqual([])
  })

  it('are copied where they are a part of something', async () => {
    const slab = Buffer.concat([utf8('before'), packed(), utf8('after')])
    const before = plain(slab)
    const bytes = slab.subarray(6, slab.byteLength - 5)
    expect(await run(ownWire(bytes))).toEqual(new Uint8Array(PRICES))
    expect(plain(slab)).toEqual(before)
  })

  it('are copied in more than one turn where they are many', async () => {
    const bytes = new Uint8Array(9 * MIB).map((_, index) => index * 31)
    const turns: number[] = []
    const timer = setInterval(() => turns.push(1))
    const copy = await run(ownWire(bytes, { owned: false }))
    clearInterval(timer)
    expect(Buffer.compare(copy as Uint8Array, bytes)).toBe(0)
    expect(turns.length).toBeGreaterThan(1)
  })
})

describe('what a thread made', () => {
  it('is in shared memory of exactly its size', async () => {
    const bytes = (await run(ownWire(packed()))) as Uint8Array
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(bytes.buffer.byteLength).toBe(PRICES.byteLength)
  })
})

describe('an error of a thread', () => {
  it.each<[string, Partial<Wire> & Pick<Wire, 'bytes'>, object]>([
    [
      'a body that is cut short',
      { bytes: packed().slice(0, 20) },
      { code: 'ERR_TERM_DECOMPRESS', message: 'The gzip data is corrupt or cut short' },
    ],
    ['a coding that nobody knows', { bytes: packed(), encoding: 'rot13' }, { code: 'ERR_TERM_ENCODING' }],
    [
      'a bomb',
      { bytes: bomb(20) },
      {
        code: 'ERR_TERM_TOO_LARGE',
        message: expect.stringMatching(/inflate to more than the \d+ bytes allowed/),
      },
    ],
    [
      'a size beyond the limit',
      { bytes: bomb(3), limits: { ...LIMITS, maxRatio: 1e9, maxInflatedBytes: 2 * MIB } },
      { code: 'ERR_TERM_TOO_LARGE' },
    ],
  ])('is the same as here, for %s', async (_, overrides, expected) => {
    const error = await outcome(run(ownWire(overrides.bytes, overrides)))
    expect(error).toBeInstanceOf(TermError)
    expect(error).toMatchObject({ ...expected, stage: 'decode' })
    expect(isPoison(error)).toBe(true)
  })

  it('that is none of ours is no fault of the payload', async () => {
    const job = { kind: 'magic' as never, options: undefined }
    const error = await outcome(poolOf().run(job, ownWire(packed()), new AbortController().signal))
    expect(error).toMatchObject({ code: 'ERR_TERM_DECODER', stage: 'decode', cause: expect.any(Error) })
    expect(isPoison(error)).toBe(false)
  })
})
