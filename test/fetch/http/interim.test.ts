/** Interim answers that nobody asked for, before the final one (RFC 9110, section 15.2). @module */

import { createServer } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { listen } from '../../support/listener.ts'
import { type Handler, raw, serveOrigin } from '../../support/origin.ts'
import { changed, fetchText, httpFetcher, unchanged } from '../../support/probing.ts'
import { selfSigned, serveTls } from '../../support/tls.ts'

const CONTINUE = 'HTTP/1.1 100 Continue\n\n'
const final = (body: string) => `HTTP/1.1 200 OK\nContent-Length: ${body.length}\nETag: "v"\n\n${body}`

async function textOf(...answers: readonly (string | Handler)[]): Promise<string[]> {
  await using origin = await serveOrigin()
  const handlers = answers.map((answer) =>
    typeof answer === 'string' ? raw(answer, { after: 'silence' }) : answer,
  )
  origin.reply('/', ...handlers)
  const fetcher = httpFetcher(origin.url)
  const texts: string[] = []
  for (const _ of answers) texts.push(await fetchText(fetcher))
  return texts
}

describe('before the final answer', () => {
  it.each([
    ['100 Continue', CONTINUE],
    ['100 without a reason', 'HTTP/1.1 100\n\n'],
    ['100 with headers', 'HTTP/1.1 100 Continue\nServer: old\nX: y\n\n'],
    ['100 of HTTP/1.0', 'HTTP/1.0 100 Continue\n\n'],
    ['several', CONTINUE.repeat(5)],
    ['102 Processing', 'HTTP/1.1 102 Processing\n\n'],
    ['103 Early Hints', 'HTTP/1.1 103 Early Hints\nLink: </style.css>; rel=preload\n\n'],
    ['103 and then 100', `HTTP/1.1 103 Early Hints\nLink: <a>\n\n${CONTINUE}`],
    ['a status that nobody knows', 'HTTP/1.1 199 Miscellaneous\n\n'],
  ])('%s is no harm', async (_, interim) => {
    expect(await textOf(interim + final('fine'))).toEqual(['fine'])
  })

  it('it is no harm on a connection that is used again, nor byte by byte', async () => {
    const dripping: Handler = async ({ socket }) => {
      const bytes = Buffer.from((CONTINUE + final('later')).replaceAll('\n', '\r\n'))
      for (const byte of bytes) {
        socket.write(Buffer.of(byte))
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    expect(
      await textOf(CONTINUE + final('first'), dripping, final('plain'), CONTINUE + final('last')),
    ).toEqual(['first', 'later', 'plain', 'last'])
  })

  it('it is no harm to a 304', async () => {
    await using origin = await serveOrigin()
    const confirmed = `${CONTINUE}HTTP/1.1 304 Not Modified\nETag: "v"\n\n`
    origin.reply('/', raw(final('fine'), { after: 'silence' }), raw(confirmed, { after: 'silence' }))
    const fetcher = httpFetcher(origin.url)
    const { known, open } = await changed(fetcher)
    for await (const _ of open(new AbortController().signal) as AsyncIterable<Uint8Array>);

    await unchanged(fetcher, known)
  })

  it('it is no harm by way of a proxy', async () => {
    await using proxy = await serveOrigin()
    proxy.reply('http://data.example/', raw(CONTINUE + final('by proxy')))
    vi.stubEnv('http_proxy', proxy.url)
    vi.stubEnv('no_proxy', '')
    onTestFinished(() => void vi.unstubAllEnvs())

    expect(await fetchText(httpFetcher('http://data.example/', { proxy: 'env' }))).toBe('by proxy')
  })

  it('it is no harm on a tunnel through a proxy, before the tunnel or within', async () => {
    const certificate = selfSigned()
    await using target = await serveTls(certificate, ({ socket }) => {
      socket.end((CONTINUE + final('far away')).replaceAll('\n', '\r\n'))
    })
    const tunnels = createServer().on('connect', (_, socket) => {
      const through = connect(target.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n')
        through.pipe(socket).pipe(through)
      })
      socket.on('error', () => through.destroy())
    })
    await using proxy = await listen(tunnels)
    for (const [name, value] of Object.entries({
      https_proxy: `http://127.0.0.1:${proxy.port}`,
      no_proxy: '',
      // Through a proxy there is no dispatcher to trust the certificate with.
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    }))
      vi.stubEnv(name, value)
    onTestFinished(() => void vi.unstubAllEnvs())

    const url = `https://localhost:${target.port}/`
    expect(await fetchText(httpFetcher(url, { proxy: 'env' }))).toBe('far away')
  })

  it('what looks like it within a body belongs to the body', async () => {
    const body = CONTINUE.replaceAll('\n', '\r\n')
    const split: Handler = ({ socket }) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`)
      setTimeout(() => socket.write(body), 10)
    }

    expect(await textOf(split)).toEqual([body])
  })

  it('101 is refused, since nobody wants another protocol', async () => {
    await expect(
      textOf('HTTP/1.1 101 Switching Protocols\nConnection: upgrade\nUpgrade: x\n\n'),
    ).rejects.toMatchObject({
      code: 'ERR_TERM_NETWORK',
    })
  })
})
