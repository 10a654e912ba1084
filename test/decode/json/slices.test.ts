/** Large documents with real threads: read whole or refused, while the event loop turns. @module */

import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { json } from '../../../src/decode/json.ts'
import { utf8 } from '../../support/coded.ts'
import { decodeContext, decodedWith } from '../../support/decoding.ts'

const record = (i: number) => ({
  id: `SKU-${i}`,
  name: 'Müller "7" \\ [}',
  price: i / 7,
  tags: ['a', 'b'],
  dims: { w: 1, h: -0.5e-7 },
})
const records = (count: number) => Array.from({ length: count }, (_, i) => record(i))

const shared = decodeContext({ until: afterAll })

const decode = (text: string, context = shared) => decodedWith(json, utf8(text), context)

const depthOf = (value: unknown): number => {
  let depth = 0
  for (let inner = value; Array.isArray(inner); inner = inner[0]) depth++
  return depth
}

describe('a large document', () => {
  it.each([
    ['an array of records', records(5000)],
    ['an object of records', Object.fromEntries(records(5000).map((one) => [one.id, one]))],
    [
      'one large object in a small one',
      { version: 1, data: { items: records(3000), empty: [], of: {} }, last: null },
    ],
    [
      'many small keys',
      Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${(i * 7919) % 50_000}`, i])),
    ],
    ['numbers', Array.from({ length: 100_000 }, (_, i) => i)],
    ['one long text', ['é\n'.repeat(200_000)]],
    ['numbers as names', Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [20_000 - i, [i]]))],
  ])('of %s is what JSON.parse makes of it', async (_, value) => {
    const text = JSON.stringify(value)
    const seen = await decode(text)
    expect(isDeepStrictEqual(seen, JSON.parse(text))).toBe(true)
    expect(JSON.stringify(seen) === text).toBe(true)
  })

  it('tells the byte of its fault', async () => {
    const text = JSON.stringify(records(5000)).replace('"id":"SKU-4000"', '"id":SKU-4000')
    const byte = Buffer.byteLength(text.slice(0, text.indexOf('SKU-4000')))
    await expect(decode(text)).rejects.toThrow(`The payload is not valid JSON (byte ${byte})`)
  })

  it('F33: may be nested 100,000 deep', async () => {
    const depth = 100_000
    expect(depthOf(await decode('['.repeat(depth) + ']'.repeat(depth)))).toBe(depth)
    await expect(decode('['.repeat(depth) + ']'.repeat(depth - 1))).rejects.toMatchObject({
      code: 'ERR_TERM_DESERIALIZE',
    })
  })

  it('is refused beyond 1,048,576 levels, which only who means harm opens', async () => {
    await expect(decode('['.repeat(2 ** 20 + 1))).rejects.toMatchObject({
      code: 'ERR_TERM_DESERIALIZE',
      message: 'The payload nests more than 1048576 levels deep: see byte 1048576',
    })
  })

  it('is inflated by the thread', async () => {
    const value = records(3000)
    expect(await decodedWith(json, gzipSync(JSON.stringify(value)), shared)).toStrictEqual(value)
  })

  it.each([
    ['in the middle', (text: string) => `${text.slice(0, 300_000)}\u0001${text.slice(300_001)}`],
    ['at its end', (text: string) => `${text} x`],
    ['by missing its end', (text: string) => text.slice(0, -1)],
  ])('that is broken %s is refused without a word of it', async (_, broken) => {
    const error = decode(broken(JSON.stringify(records(5000))))
    await expect(error).rejects.toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
    await expect(error).rejects.not.toThrow(/SKU/)
  })

  it('leaves the thread ready for the next one when it is refused early', async () => {
    await expect(decode(`[nul,${JSON.stringify(records(20_000))}]`)).rejects.toMatchObject({
      code: 'ERR_TERM_DESERIALIZE',
    })
    expect(await decode('[1]')).toEqual([1])
  })

  it('lets the event loop turn while it is parsed', async () => {
    let turns = 0
    let isDone = false
    const counting = (async () => {
      for (; !isDone; turns++) await setImmediate()
    })()
    await decode(JSON.stringify(records(50_000)))
    isDone = true
    await counting
    expect(turns).toBeGreaterThan(5)
  })

  it('is given up when its term is stopped', async () => {
    const controller = new AbortController()
    const reason = new Error('stopped')
    const decoding = decode(JSON.stringify(records(20_000)), decodeContext({ signal: controller.signal }))
    controller.abort(reason)
    await expect(decoding).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED', cause: reason })
  })
})

describe('a small document', () => {
  it('is parsed where it is', async () => {
    const context = decodeContext({ above: 1000 })
    const { pool } = context
    const idle = { ...context, pool: { ...pool, run: () => Promise.reject(new Error('a thread was asked')) } }
    expect(await decodedWith(json, utf8('{"EUR":1}'), idle)).toEqual({ EUR: 1 })
    await expect(decodedWith(json, utf8('{"EUR":'), idle)).rejects.toMatchObject({
      code: 'ERR_TERM_DESERIALIZE',
    })
  })
})
