/** How a server ends: answers under way arrive whole, and idle connections go at once. @module */

import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { listen } from '../../../src/serve/http/listen.ts'

/** More than any buffer of a system takes. */
const LARGE = Buffer.alloc(32 * 2 ** 20, 'x')

it('an answer that was handed over, and is still read, is not cut off', async () => {
  const { url, close } = await listen((_, response) => response.end(LARGE), {})
  const asking = request(url, { agent: false }).end()
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  const closing = close(60_000)
  let size = 0
  for await (const chunk of answer) size += (chunk as Buffer).byteLength
  expect(size).toBe(LARGE.byteLength)
  await closing
})

it('who never takes the answer is cut off when time is up, and who asks nothing at once', async () => {
  const { url, close } = await listen((_, response) => response.end(LARGE), {})
  const { port } = new URL(url)
  const idle = connect(Number(port), '127.0.0.1')
  await once(idle, 'connect')
  const away = new Promise((resolve) => idle.resume().once('close', resolve))
  const first = listen((_, response) => response.end('x'), {})
  await (await first).close(60_000)
  const stuck = connect(Number(port), '127.0.0.1').on('error', () => {})
  stuck.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(stuck, 'readable')
  await close(50)
  await away
  stuck.destroy()
})

it('nobody new is let in while an answer is under way', async () => {
  const { url, close } = await listen((_, response) => response.end(LARGE), {})
  const asking = request(url, { agent: false }).end()
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  const closing = close(60_000)
  await expect(fetch(url)).rejects.toThrow()
  answer.resume()
  await closing
})
