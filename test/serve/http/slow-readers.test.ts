/** What is whole in memory, sent to clients that are slow to take it: they hold no copy of it, and not for ever. @module */

import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { sendWhole } from '../../../src/serve/http/answer.ts'
import { listen } from '../../../src/serve/http/listen.ts'

afterEach(() => void vi.useRealTimers())

/** More than any buffer of a system takes. */
const LARGE = 'é'.repeat(16 * 2 ** 20)

async function serving(body: string | Uint8Array) {
  const responses: ServerResponse[] = []
  const { url, close } = await listen((_, response) => {
    responses.push(response)
    sendWhole(response, 200, body, {})
  }, {})
  onTestFinished(() => close(0))
  return { url, responses }
}

it.each([
  ['a text', LARGE],
  ['bytes', Buffer.from(LARGE)],
])('who does not take %s holds a piece of it, and is cut off after a while', async (_, body) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { url, responses } = await serving(body)
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(socket, 'readable')
  const [response] = responses
  await expect.poll(() => response?.writableNeedDrain).toBe(true)
  expect(response?.writableLength).toBeLessThan(2 ** 20)
  const closed = once(response as ServerResponse, 'close')
  await vi.advanceTimersByTimeAsync(30_000)
  await closed
  socket.destroy()
})

it('a large text comes whole, wherever its characters are cut', async () => {
  for (const body of [`${'💶'.repeat(90_000)}`, `x${'💶'.repeat(90_000)}`, 'é'.repeat(65_536), LARGE]) {
    const { url } = await serving(body)
    const answer = await fetch(url)
    const text = await answer.text()
    expect(Number(answer.headers.get('content-length'))).toBe(Buffer.byteLength(body))
    expect(text === body).toBe(true)
    expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe(
      answer.headers.get('content-length'),
    )
  }
})
