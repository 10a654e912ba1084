/** Binary terms: the very bytes, or one copy of them that all threads can read. @module */

import { types } from 'node:util'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type BytesOptions, bytes } from '../../src/decode/bytes.ts'
import { decodeOf } from '../../src/decode/decoder.ts'
import { plain, utf8 } from '../support/coded.ts'
import { ownWire, poolOf } from '../support/decoder-pool.ts'
import { heardThreads } from '../support/threads.ts'

const TEXT = utf8('bytes '.repeat(1_000))

function decoded(payload: Uint8Array, above: number): Promise<Uint8Array> {
  const context = {
    term: 'geo',
    pool: poolOf({ above }),
    previous: undefined,
    signal: new AbortController().signal,
  }
  return decodeOf(bytes({ shared: true }))?.(ownWire(payload), context) as Promise<Uint8Array>
}

describe('bytes that are not shared', () => {
  it.each([undefined, {}, { shared: false }] as const)('are the payload itself, with %j', (options) => {
    expect(bytes(options)(TEXT)).toBe(TEXT)
    expect(decodeOf(bytes(options))).toBeUndefined()
  })
})

describe('shared bytes', () => {
  it.each([
    ['a small payload, without a thread', plain(TEXT), 6_001, 0],
    ['a small one in gzip, without a thread', plain(gzipSync(TEXT)), 6_001, 0],
    ['a large one, by a thread', plain(TEXT), 6_000, 1],
    ['a large one in gzip, by a thread', plain(gzipSync(TEXT)), 6_000, 1],
    ['an empty one', new Uint8Array(), 1, 0],
  ])('are in memory of exactly their size: %s', async (what, payload, above, started) => {
    const threads = heardThreads()
    const expected = what.startsWith('an empty') ? new Uint8Array() : TEXT
    const value = await decoded(payload, above)
    expect(types.isSharedArrayBuffer(value.buffer)).toBe(true)
    expect(value.buffer.byteLength).toBe(expected.byteLength)
    expect(Buffer.compare(value, expected)).toBe(0)
    expect(threads.started).toBe(started)
  })

  it('are a copy where the function is called by itself', async () => {
    const value = await bytes({ shared: true })(TEXT)
    expect(value.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(Buffer.compare(value, TEXT)).toBe(0)
  })
})

it.each<[string, unknown, string]>([
  ['options', 5, '`5` (number)'],
  ['options', { share: true }, '`share` (string)'],
  ['shared', { shared: 'yes' }, '`yes` (string)'],
])('a wrong `%s` is refused at once', (option, options, seen) => {
  expect(() => bytes(options as BytesOptions)).toThrow(TypeError)
  expect(() => bytes(options as BytesOptions)).toThrow(
    new RegExp(`^bytes: expected \`${option}\` .* got ${seen.replace(/[()]/g, '\\$&')}`),
  )
})
