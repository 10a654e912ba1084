/** Interim answers that nobody asked for, before the final one (RFC 9110, section 15.2). @module */

import { describe, expect, it } from 'vitest'
import { type Handler, raw, serveOrigin } from '../../support/origin.ts'
import { changed, fetchText, httpFetcher, unchanged } from '../../support/probing.ts'

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
