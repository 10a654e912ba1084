/** The watch over a body, by a clock that the test moves. @module */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { abortScope } from '../../../src/fetch/transfer/abort-scope.ts'
import { watchedChunks } from '../../../src/fetch/transfer/watched-chunks.ts'

const TIMEOUTS = {
  connect: 1_000,
  headers: 1_000,
  stall: 1_000_000,
  minRate: { bytesPerSecond: 1_000, over: 10_000 },
}

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['performance', 'setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'],
  })
})
afterEach(() => void vi.useRealTimers())

/** Yields chunks of so many bytes, each of which takes the peer so long. */
async function* body(count: number, bytes: number, ms: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < count; sent += 1) {
    await vi.advanceTimersByTimeAsync(ms)
    yield new Uint8Array(bytes)
  }
}

async function outcome(peerMs: number, readerMs: number, timeouts = TIMEOUTS): Promise<number | string> {
  const scope = abortScope(new AbortController().signal)
  let received = 0
  for await (const chunk of watchedChunks(body(100, 500, peerMs), timeouts, scope)) {
    if (scope.signal.aborted) return scope.signal.reason.message
    received += chunk.byteLength
    await vi.advanceTimersByTimeAsync(readerMs)
  }
  return received
}

describe('a body above the slowest rate', () => {
  it('is not cut because its reader takes its time between the chunks', async () => {
    expect(await outcome(400, 60_000)).toBe(50_000)
  })

  it('is not cut by a stall that is the reader’s', async () => {
    expect(await outcome(400, 60_000, { ...TIMEOUTS, stall: 1_000 })).toBe(50_000)
  })
})

describe('a body below it', () => {
  it('is cut, however fast its reader is', async () => {
    expect(await outcome(1_000, 0)).toBe('The body came slower than 1000 bytes/s')
  })

  it('is cut, though its reader takes more time than the peer', async () => {
    expect(await outcome(1_000, 60_000)).toBe('The body came slower than 1000 bytes/s')
  })
})

describe('a body that stands still', () => {
  /** Takes all of a body that brings so many chunks at once, and then nothing; says why it was cut, within 7 seconds. */
  async function cutAfter(chunks: number, timeouts: typeof TIMEOUTS): Promise<string | undefined> {
    const scope = abortScope(new AbortController().signal)
    const { signal } = scope
    async function* still() {
      for (let sent = 0; sent < chunks; sent += 1) yield new Uint8Array(1)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    }
    const reading = (async () => {
      for await (const _ of watchedChunks(still(), timeouts, scope));
    })()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(4_000)
    if (signal.aborted) await reading
    return signal.reason?.message
  }

  it.each([0, 1])('after %i chunks is cut by the stall, where that is the shorter bound', async (chunks) => {
    const timeouts = { ...TIMEOUTS, stall: 5_000, minRate: { bytesPerSecond: 1, over: 100_000 } }
    expect(await cutAfter(chunks, timeouts)).toBe('The body brought no byte for 5000 ms')
  })

  it.each([0, 1])('after %i chunks is cut by the rate, where that is the shorter bound', async (chunks) => {
    const timeouts = { ...TIMEOUTS, minRate: { bytesPerSecond: 1_000, over: 5_000 } }
    expect(await cutAfter(chunks, timeouts)).toBe('The body came slower than 1000 bytes/s')
  })
})

describe('a body that is over', () => {
  it.each([
    ['at its end', 3],
    ['because its reader leaves', 1],
  ])('leaves no timer: %s', async (_, most) => {
    const scope = abortScope(new AbortController().signal)
    let seen = 0
    for await (const _chunk of watchedChunks(body(3, 500, 1), TIMEOUTS, scope)) {
      expect(vi.getTimerCount()).toBe(1)
      if (++seen === most) break
    }
    expect(vi.getTimerCount()).toBe(0)
  })
})
