/** Clients that take nothing, or do not finish what they say, are cut off after their time. @module */

import { once } from 'node:events'
import type { RequestListener, ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { sendWhole } from '../../../src/serve/http/answer.ts'
import { jsonBody } from '../../../src/serve/http/body.ts'
import { listen } from '../../../src/serve/http/listen.ts'
import { sendPieces } from '../../../src/serve/http/pieces.ts'
import { streamTo } from '../../../src/serve/http/stream/stream.ts'
import { never } from '../../support/deferred.ts'

const MIB = 2 ** 20
const SOON_MS = 30
/** More than the system keeps between two sockets. */
const BIG = 'x'.repeat(64 * MIB)

type Bounds = Parameters<typeof listen>[3]

/** A client of a server, on a real connection. */
async function client(handler: RequestListener, bounds: Bounds = {}): Promise<Socket> {
  const { url, close } = await listen(handler, {}, undefined, bounds)
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(async () => {
    socket.destroy()
    await close(0)
  })
  return socket
}

/** The answer to a client that asks, and then reads nothing of it. */
async function unread(answer: (response: ServerResponse) => void): Promise<ServerResponse> {
  let asked: (response: ServerResponse) => void
  const response = new Promise<ServerResponse>((resolve) => {
    asked = resolve
  })
  const socket = await client((_, response) => asked(response))
  socket.pause().write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  answer(await response)
  return response
}

describe('a reader who never reads is cut off', () => {
  it('from a big value that is whole', async () => {
    const response = await unread((response) => sendWhole(response, 200, BIG, {}, SOON_MS))
    await once(response, 'close')
    expect(response.destroyed).toBe(true)
  })

  it('from a big value that is written in pieces, of which no more are made then', async () => {
    let made = 0
    function* pieces() {
      for (; made < 64; made += 1) yield 'x'.repeat(MIB)
    }
    let sending: Promise<void> | undefined
    const response = await unread((response) => {
      sending = sendPieces(response, pieces(), SOON_MS)
    })
    await sending
    expect(response.destroyed).toBe(true)
    expect(made).toBeLessThan(64)
  })

  it('from a stream of events, which holds little for it', async () => {
    const frame = Buffer.from(`event: change\ndata: "${'x'.repeat(MIB)}"\n\n`)
    const desk = { lastEvent: () => 0 }
    const tree = async () => ({ frames: [], lastEvent: 0 })
    const response = await unread((response) => {
      const stream = streamTo(response, desk, undefined, () => Buffer.alloc(0), tree, SOON_MS)
      const more = setInterval(() => stream.change(frame), 1)
      const beats = setInterval(() => stream.beat(Buffer.from('event: beat\ndata: {}\n\n')), 1)
      response.once('close', () => {
        clearInterval(more)
        clearInterval(beats)
      })
    })
    await once(response, 'close')
    expect(response.writableLength).toBeLessThan(3 * MIB)
  })
})

describe('who does not finish a request is cut off', () => {
  const bounds = { headersTimeout: SOON_MS, requestTimeout: SOON_MS, connectionsCheckingInterval: 10 }

  it('amid its headers', async () => {
    let asked = 0
    const socket = await client(() => {
      asked += 1
    }, bounds)
    socket.write('POST /v1/terms/prices/refresh HTTP/1.1\r\nHost: local')
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /)
    expect(asked).toBe(0)
  })

  it('amid its body, which nobody reads', async () => {
    const socket = await client(() => never, bounds)
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{"')
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('amid the body of an action, which is read', async () => {
    let failed: unknown
    const socket = await client((request) => {
      jsonBody(request, SOON_MS).catch((error: unknown) => {
        failed = error
      })
    })
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{"')
    expect(await text(socket)).toBe('')
    await expect.poll(() => failed).toBeInstanceOf(Error)
  })
})
