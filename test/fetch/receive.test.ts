/** Bodies, whole or in chunks, taken in within their bounds. @module */

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directBody } from '../../src/fetch/contract/direct.ts'
import { receive } from '../../src/fetch/receive.ts'

const signal = new AbortController().signal
const maxBytes = 1_000_000

async function* chunksOf(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}

const bytes = (size: number): Uint8Array => new Uint8Array(size).map((_, index) => index)

/** Bytes that were given away to another thread. */
function givenAway(size: number): Uint8Array {
  const given = bytes(size)
  structuredClone(given.buffer, { transfer: [given.buffer as ArrayBuffer] })
  return given
}

describe('bytes that were given away', () => {
  const broken = { code: 'ERR_TERM_CONTRACT', stage: 'download' }

  it('are no empty body', async () => {
    await expect(receive(Promise.resolve(givenAway(5)), { maxBytes, signal })).rejects.toMatchObject(broken)
    await expect(receive(chunksOf(bytes(5), givenAway(5)), { maxBytes, signal })).rejects.toMatchObject(
      broken,
    )
    const { bytes: none } = await receive(Promise.resolve(new Uint8Array(0)), { maxBytes, signal })
    expect(none.byteLength).toBe(0)
  })

  it('while they are taken in leave none of others in their place', async () => {
    const large = bytes(64_000_000)
    const received = receive(Promise.resolve(large), { maxBytes: 1e9, signal })
    setImmediate(() => structuredClone(large.buffer, { transfer: [large.buffer as ArrayBuffer] }))
    await expect(received).rejects.toMatchObject(broken)
  })
})

describe('a payload that is delivered whole', () => {
  const shared = (size: number) => new Uint8Array(new SharedArrayBuffer(size)).fill(7)
  const direct = (...chunks: Uint8Array[]) => directBody(() => chunksOf(...chunks))
  const inShared = (size: number) => new Uint8Array(new SharedArrayBuffer(size))

  it('is taken as it is where shared memory is wanted, and all of it passes', async () => {
    const whole = shared(500_000)
    let passed = 0
    const passing = async ({ byteLength }: Uint8Array) => {
      passed += byteLength
    }
    const options = { size: 500_000, maxBytes, signal, allocate: inShared, passing }
    expect((await receive(direct(whole), options)).bytes).toBe(whole)
    expect(passed).toBe(500_000)
  })

  it('is copied for whoever wants memory of its own, and where it is only a part', async () => {
    const whole = shared(500_000)
    const { bytes: own } = await receive(direct(whole), { size: 500_000, maxBytes, signal })
    expect(own.buffer).toBeInstanceOf(ArrayBuffer)
    const options = { size: 500_001, maxBytes, signal, allocate: inShared }
    const { bytes: both } = await receive(direct(whole, bytes(1)), options)
    expect([both.byteLength, both === whole]).toEqual([500_001, false])
    const { bytes: unsized } = await receive(direct(whole), { maxBytes, signal, allocate: inShared })
    expect(unsized).not.toBe(whole)
  })

  it('of another size than was announced is refused', async () => {
    const options = { size: 400_000, maxBytes, signal, allocate: inShared }
    await expect(receive(direct(shared(500_000)), options)).rejects.toMatchObject({
      code: 'ERR_TERM_TOO_LARGE',
    })
  })
})

describe('a body in chunks', () => {
  it('becomes the bytes that came, with and without an announced size', async () => {
    const body = fc.array(fc.uint8Array({ maxLength: 50_000, size: 'max' }), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(body, async (chunks) => {
        const whole = Buffer.concat(chunks)
        const sized = await receive(chunksOf(...chunks), { size: whole.length, maxBytes, signal })
        const unsized = await receive(chunksOf(...chunks), { maxBytes, signal })

        expect(whole.equals(sized.bytes)).toBe(true)
        expect(whole.equals(unsized.bytes)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('rests in a buffer of exactly its size that it shares with nobody, and may be given away', async () => {
    for (const size of [undefined, 150_000]) {
      const { bytes: received, owned } = await receive(chunksOf(bytes(70_000), bytes(80_000)), {
        size,
        maxBytes,
        signal,
      })

      expect([received.buffer.byteLength, owned]).toEqual([150_000, true])
    }
  })

  it('rests where it is told to', async () => {
    const allocate = (size: number) => new Uint8Array(new SharedArrayBuffer(size))
    for (const size of [undefined, 150_000]) {
      const chunks = chunksOf(bytes(70_000), bytes(80_000))
      const received = await receive(chunks, { size, maxBytes, signal, allocate })

      expect(received.bytes.buffer).toBeInstanceOf(SharedArrayBuffer)
      expect(Buffer.compare(received.bytes, Buffer.concat([bytes(70_000), bytes(80_000)]))).toBe(0)
    }
  })

  it('is too large beyond the limit, and the rest is not read', async () => {
    let closed = false
    async function* endless() {
      try {
        while (true) yield bytes(1_000)
      } finally {
        closed = true
      }
    }

    await expect(receive(endless(), { maxBytes: 10_000, signal })).rejects.toMatchObject({
      code: 'ERR_TERM_TOO_LARGE',
      stage: 'download',
    })
    expect(closed).toBe(true)
  })

  it('is refused before it is read when the announced size is beyond the limit', async () => {
    let read = false
    async function* body() {
      read = true
      yield bytes(1)
    }

    await expect(receive(body(), { size: 200e9, maxBytes, signal })).rejects.toMatchObject({
      code: 'ERR_TERM_TOO_LARGE',
    })
    expect(read).toBe(false)
  })

  it('fits the limit exactly', async () => {
    const received = await receive(chunksOf(bytes(500), bytes(500)), { maxBytes: 1_000, signal })
    expect(received.bytes).toHaveLength(1_000)
  })

  it('has to keep to the announced size', async () => {
    await expect(receive(chunksOf(bytes(9)), { size: 10, maxBytes, signal })).rejects.toMatchObject({
      code: 'ERR_TERM_TRUNCATED',
    })
    await expect(receive(chunksOf(bytes(9), bytes(2)), { size: 10, maxBytes, signal })).rejects.toMatchObject(
      { code: 'ERR_TERM_TOO_LARGE' },
    )
  })

  it('fails with what it throws', async () => {
    const broken = new Error('broken')
    async function* body(): AsyncGenerator<Uint8Array> {
      yield bytes(1)
      throw broken
    }

    await expect(receive(body(), { maxBytes, signal })).rejects.toBe(broken)
  })

  it('breaks the contract when it is not of bytes', async () => {
    async function* body() {
      yield 'text' as never
    }

    await expect(receive(body(), { maxBytes, signal })).rejects.toMatchObject({ code: 'ERR_TERM_CONTRACT' })
  })
})

describe('a whole body', () => {
  it.each([10, 2_000_000])(
    "of %i bytes is copied, since it stays its owner's, who may change it",
    async (size) => {
      const body = bytes(size)
      const before = new Uint8Array(body)

      const received = await receive(Promise.resolve(body), { size, maxBytes: size, signal })
      body.fill(7)
      expect(Buffer.compare(received.bytes, before)).toBe(0)
      expect(received.owned).toBe(true)
    },
  )

  it('is held to the limit and to the announced size', async () => {
    const body = async () => bytes(10)

    await expect(receive(body(), { maxBytes: 9, signal })).rejects.toMatchObject({
      code: 'ERR_TERM_TOO_LARGE',
    })
    await expect(receive(body(), { size: 11, maxBytes, signal })).rejects.toMatchObject({
      code: 'ERR_TERM_TRUNCATED',
    })
    await expect(receive(body(), { size: 9, maxBytes, signal })).rejects.toMatchObject({
      code: 'ERR_TERM_TOO_LARGE',
    })
  })
})

describe('aborting', () => {
  const never = new Promise<never>(() => {})

  async function* deaf(): AsyncGenerator<Uint8Array> {
    yield bytes(1)
    await never
  }

  it.each([
    ['chunks', deaf],
    ['a promise', () => never],
  ])('ends the wait for %s that ignore the signal', async (_, body) => {
    const controller = new AbortController()
    const receiving = receive(body(), { maxBytes, signal: controller.signal })
    const reason = new Error('enough')
    controller.abort(reason)

    await expect(receiving).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED', cause: reason })
  })

  it('before the beginning ends it at once', async () => {
    await expect(receive(never, { maxBytes, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ERR_TERM_ABORTED',
    })
  })

  it('closes a body that goes on afterwards', async () => {
    const controller = new AbortController()
    const closed = new Promise<void>((resolve) => {
      async function* body() {
        try {
          yield bytes(1)
          controller.abort()
          yield bytes(1)
        } finally {
          resolve()
        }
      }
      receive(body(), { maxBytes, signal: controller.signal }).catch(() => {})
    })

    await closed
  })
})
