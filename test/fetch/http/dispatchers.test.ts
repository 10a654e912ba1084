/** Dispatchers of the user's that speak something else than HTTP/1.1: their frames tell the end of a body. @module */

import { once } from 'node:events'
import { constants, createSecureServer, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import { Agent, Client, type Dispatcher, MockAgent } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bytesOf } from '../../support/cut-bodies.ts'
import { raw, serveOrigin } from '../../support/origin.ts'
import { changed, contextOf, fetchBytes, fetchText, httpFetcher, unchanged } from '../../support/probing.ts'
import { selfSigned } from '../../support/tls.ts'

const certificate = selfSigned()

function closing<D extends Dispatcher>(dispatcher: D): D {
  // A mock can't be destroyed.
  onTestFinished(() => (dispatcher instanceof MockAgent ? dispatcher.close() : dispatcher.destroy()))
  return dispatcher
}

/** An origin that speaks HTTP/2 alone. */
async function serveHttp2(
  answer: (stream: ServerHttp2Stream, known: unknown, socket: Socket, headers: IncomingHttpHeaders) => void,
): Promise<string> {
  const server = createSecureServer({ ...certificate })
  let socket: Socket | undefined
  server.on('connection', (one: Socket) => {
    socket = one
    one.on('error', () => {})
  })
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {})
    answer(stream, headers['if-none-match'], socket as Socket, headers)
  })
  server.on('sessionError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const overHttp2 = (): Agent => closing(new Agent({ allowH2: true, connect: { ca: certificate.cert } }))

describe('over HTTP/2', () => {
  it('a body without a length is taken, and confirmed', async () => {
    const url = await serveHttp2((stream, known) => {
      if (known === '"v"') return void stream.respond({ ':status': 304, etag: '"v"' }, { endStream: true })
      stream.respond({ ':status': 200, etag: '"v"' })
      stream.write('in two ')
      setTimeout(() => stream.end('frames'), 10)
    })
    const fetcher = httpFetcher(url, { dispatcher: overHttp2() })

    expect(await fetchText(fetcher)).toBe('in two frames')
    const { known } = await changed(fetcher)
    await unchanged(fetcher, known)
  })

  it.each([
    ['its stream is reset', (stream: ServerHttp2Stream) => stream.destroy(new Error('gone'))],
    ['its connection is cut', (stream: ServerHttp2Stream) => stream.session?.destroy()],
    ['its socket is cut', (_: ServerHttp2Stream, socket: Socket) => socket.resetAndDestroy()],
  ])('a body without a length is not taken where %s', async (_, cut) => {
    const url = await serveHttp2((stream, _known, socket) => {
      stream.respond({ ':status': 200 })
      stream.write('half')
      setTimeout(() => cut(stream, socket), 30)
    })

    await expect(fetchText(httpFetcher(url, { dispatcher: overHttp2() }))).rejects.toMatchObject({
      code: expect.stringMatching(/ERR_TERM_(TRUNCATED|NETWORK|PROTOCOL)/),
      stage: 'download',
    })
  })
})

describe('a body over HTTP/2 that is cut', () => {
  const body = bytesOf('v1')
  const etag = '"v1"'

  it.each([
    [
      'by the end of its stream',
      (stream: ServerHttp2Stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
    ],
    ['by the end of its connection', (stream: ServerHttp2Stream) => stream.session?.destroy()],
  ])('%s goes on where it stopped', async (_, cut) => {
    const ranges: unknown[] = []
    const url = await serveHttp2((stream, _known, _socket, { range }) => {
      ranges.push(range)
      if (range === undefined) {
        stream.respond({ ':status': 200, etag, 'content-length': body.byteLength })
        stream.write(body.subarray(0, 4_000))
        return void setTimeout(() => cut(stream), 30)
      }
      const rest = `bytes 4000-${body.byteLength - 1}/${body.byteLength}`
      stream.respond({ ':status': 206, etag, 'content-range': rest })
      stream.end(body.subarray(4_000))
    })

    expect(body.equals(await fetchBytes(httpFetcher(url, { dispatcher: overHttp2() })))).toBe(true)
    expect(ranges).toEqual([undefined, 'bytes=4000-'])
  })
})

describe('over HTTP/1.1, on a dispatcher of the user', () => {
  const unframed = raw('HTTP/1.1 200 OK\n\nperhaps half')

  it.each(['an agent', 'a client', 'an agent that could do HTTP/2', 'a mock that lets it through'])(
    'a body without a length is refused: %s',
    async (kind) => {
      await using origin = await serveOrigin()
      origin.reply('/', unframed)
      const mock = () => {
        const agent = new MockAgent()
        agent.enableNetConnect()
        return agent
      }
      const dispatcher = closing(
        kind === 'an agent'
          ? new Agent()
          : kind === 'a client'
            ? new Client(origin.url)
            : kind === 'a mock that lets it through'
              ? mock()
              : new Agent({ allowH2: true }),
      )

      await expect(
        httpFetcher(origin.url, { dispatcher }).probe(undefined, contextOf()),
      ).rejects.toMatchObject({
        code: 'ERR_TERM_PROTOCOL',
      })
    },
  )
})

describe('of a mock', () => {
  it('a body without a length is taken', async () => {
    const agent = closing(new MockAgent())
    agent.disableNetConnect()
    const pool = agent.get('http://data.example')
    pool.intercept({ path: '/' }).reply(200, 'mocked').times(2)

    expect(await fetchText(httpFetcher('http://data.example/', { dispatcher: agent }))).toBe('mocked')
    expect(await fetchText(httpFetcher('http://data.example/', { dispatcher: pool }))).toBe('mocked')
  })
})
