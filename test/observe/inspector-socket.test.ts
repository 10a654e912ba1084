/** The socket of the inspector, against a real server. @module */

import { expect, onTestFinished, test, vi } from 'vitest'
import { socketAdapter } from '../../src/observe/inspector/socket.ts'
import { webSocketSink } from '../support/web-socket-sink.ts'

test('events of before the connection wait for it, the oldest go first', async () => {
  await using sink = await webSocketSink()
  const adapter = socketAdapter(sink.url)
  for (let n = 0; n <= 500; n += 1) adapter.send({ n })
  await sink.has(500)
  adapter.send({ n: 'last' })
  await sink.has(501)
  adapter.stop()
  await sink.empty()
  expect(sink.received.slice(0, 2)).toEqual(['{"n":1}', '{"n":2}'])
  expect(sink.received.slice(-2)).toEqual(['{"n":500}', '{"n":"last"}'])
})

test('no more than 4 MiB are under way, and what comes then is dropped until they have gone', async () => {
  await using sink = await webSocketSink()
  const adapter = socketAdapter(sink.url)
  adapter.send({ n: 'first' })
  await sink.has(1)
  const mebibyte = (n: number) => ({ n, text: 'x'.repeat(2 ** 20 - JSON.stringify({ n, text: '' }).length) })
  for (let n = 0; n < 9; n += 1) adapter.send(mebibyte(n))
  await sink.has(5)
  // The test knows that the events have come before the adapter knows that they have gone.
  const saying = setInterval(() => adapter.send({ n: 'last' }), 1)
  await sink.has(6)
  clearInterval(saying)
  adapter.stop()
  await sink.empty()
  expect(sink.received.slice(1, 6).map((text) => JSON.parse(text).n)).toEqual([0, 1, 2, 3, 'last'])
})

test('a lost connection is made again', async () => {
  await using sink = await webSocketSink()
  const adapter = socketAdapter(sink.url, 1)
  adapter.send({ n: 1 })
  await sink.has(1)
  sink.drop()
  await sink.empty()
  // An event that is sent before the loss is noticed is lost, so it is sent until it is heard.
  const saying = setInterval(() => adapter.send({ n: 2 }), 1)
  await sink.has(2)
  clearInterval(saying)
  adapter.stop()
  await sink.empty()
  expect(sink.received.slice(0, 2)).toEqual(['{"n":1}', '{"n":2}'])
})

test('a stop ends the connection for good', async () => {
  await using sink = await webSocketSink()
  const stopped = socketAdapter(sink.url, 1)
  stopped.send({ n: 1 })
  await sink.has(1)
  stopped.stop()
  stopped.stop()
  await sink.empty()
  // As long as another one comes and goes, the first one had time to come again.
  const other = socketAdapter(sink.url, 1)
  other.send({ n: 2 })
  await sink.has(2)
  other.stop()
  await sink.empty()
  expect(sink.connections()).toBe(2)
})

test('a stop while it waits to connect again ends that, too', async () => {
  const gone = await webSocketSink()
  await gone[Symbol.asyncDispose]()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const waits = vi.spyOn(globalThis, 'setTimeout')
  const adapter = socketAdapter(gone.url, 123_456)
  const waiting = () => waits.mock.calls.filter(([, ms]) => ms === 123_456).length
  await expect.poll(waiting).toBe(1)
  adapter.stop()
  // As long as another one fails to connect, the first one would have begun again.
  await vi.advanceTimersByTimeAsync(123_456)
  const other = socketAdapter(gone.url, 123_456)
  await expect.poll(waiting).toBe(2)
  other.stop()
  expect(vi.getTimerCount()).toBe(0)
})
