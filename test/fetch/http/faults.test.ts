/** An origin that is away, slow or silent, and attempts that are called off. @module */

import { getEventListeners } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { TermError } from '../../../src/base/errors.ts'
import { receive } from '../../../src/fetch/receive.ts'
import { listen, serveSockets } from '../../support/listener.ts'
import { raw, serveOrigin, silence } from '../../support/origin.ts'
import { changed, contextOf, fetchText, httpFetcher } from '../../support/probing.ts'

const aBeginning = raw('HTTP/1.1 200 OK\nContent-Length: 10\n\nshort', { after: 'silence' })

describe('an origin that can not be reached', () => {
  it('F01 is a failure of the network when nothing listens', async () => {
    const listener = await listen(createServer())
    await listener.close()
    const fetcher = httpFetcher(`http://127.0.0.1:${listener.port}/`)

    await expect(fetcher.probe(undefined, contextOf())).rejects.toMatchObject({
      code: 'ERR_TERM_NETWORK',
      message: expect.stringContaining('ECONNREFUSED'),
      stage: 'probe',
    })
  })

  it('F03 is a failure of DNS when its name does not exist', async () => {
    const fetcher = httpFetcher('http://nowhere.invalid/', { timeouts: { connect: '30s', headers: '30s' } })

    await expect(fetcher.probe(undefined, contextOf())).rejects.toMatchObject({ code: 'ERR_TERM_DNS' })
  })

  it('F18, S5: is a failure of TLS when it does not speak it', async () => {
    await using origin = await serveOrigin()
    const fetcher = httpFetcher(`https://127.0.0.1:${origin.port}/`)

    await expect(fetcher.probe(undefined, contextOf())).rejects.toMatchObject({ code: 'ERR_TERM_TLS' })
  })

  it('F04 is asked once when a new connection dies before the answer', async () => {
    await using origin = await serveSockets((socket) => socket.once('data', () => socket.destroy()))
    const fetcher = httpFetcher(`http://127.0.0.1:${origin.port}/`)

    await expect(fetcher.probe(undefined, contextOf())).rejects.toMatchObject({ code: 'ERR_TERM_NETWORK' })
    expect(origin.connections).toBe(1)
  })
})

describe('an origin that takes too long', () => {
  it('to connect, ends at the deadline, and so does its socket', async () => {
    await using origin = await serveSockets((socket) => socket.resume())
    const fetcher = httpFetcher(`https://127.0.0.1:${origin.port}/`, { timeouts: { connect: 50 } })

    await expect(fetcher.probe(undefined, contextOf())).rejects.toMatchObject({
      code: 'ERR_TERM_TIMEOUT',
      message: expect.stringContaining('50 ms'),
    })
    await origin.drained()
  })

  it('F05 to answer, ends at the deadline, and so does its socket', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', silence)
    const fetcher = httpFetcher(origin.url, { timeouts: { headers: 50 } })

    await expect(fetcher.probe(undefined, contextOf())).rejects.toMatchObject({
      code: 'ERR_TERM_TIMEOUT',
      stage: 'probe',
    })
    await origin.drained()
  })

  it('F06 to go on, ends at the deadline, and so does its socket', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', aBeginning)
    const fetcher = httpFetcher(origin.url, { timeouts: { stall: 50 } })

    await expect(fetchText(fetcher)).rejects.toMatchObject({ code: 'ERR_TERM_TIMEOUT', stage: 'download' })
    await origin.drained()
  })

  it('is not blamed for the time that the reader takes', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'x'.repeat(300_000))
    const { open } = await changed(httpFetcher(origin.url, { timeouts: { stall: 40 } }))
    let received = 0
    for await (const chunk of open(new AbortController().signal) as AsyncIterable<Uint8Array>) {
      if (received === 0) await new Promise((resolve) => setTimeout(resolve, 120))
      received += chunk.byteLength
    }

    expect(received).toBe(300_000)
  })

  it('is not blamed for the time that this process is busy', async () => {
    await using origin = await serveOrigin()
    let finish = () => {}
    origin.reply('/', (_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('first')
      finish = () => void response.end('after')
    })
    const { open } = await changed(httpFetcher(origin.url, { timeouts: { stall: 40 } }))
    const chunks: Uint8Array[] = []
    for await (const chunk of open(new AbortController().signal) as AsyncIterable<Uint8Array>) {
      chunks.push(chunk)
      if (chunks.length > 1) continue
      finish()
      process.nextTick(blockFor, 120)
    }

    expect(String(Buffer.concat(chunks))).toBe('firstafter')
  })
})

function blockFor(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

describe('aborting', () => {
  const reason = new Error('enough')

  async function abortedAfter(begun: Promise<void>, url: string) {
    const controller = new AbortController()
    const probing = httpFetcher(url).probe(undefined, contextOf({ signal: controller.signal }))
    await begun
    controller.abort(reason)
    await expect(probing).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED', cause: reason })
  }

  it('before the probe sends nothing', async () => {
    await using origin = await serveOrigin()
    const context = contextOf({ signal: AbortSignal.abort(reason) })

    await expect(httpFetcher(origin.url).probe(undefined, context)).rejects.toMatchObject({
      code: 'ERR_TERM_ABORTED',
      cause: reason,
    })
    expect(origin.requests).toHaveLength(0)
  })

  it('while connecting rejects at once and frees the socket', async () => {
    await using origin = await serveSockets((socket) => socket.resume())
    await abortedAfter(
      origin.until(() => origin.open > 0),
      `https://127.0.0.1:${origin.port}/`,
    )
    await origin.drained()
  })

  it('while connecting frees the socket the second time, too', async () => {
    await using origin = await serveSockets((socket) => socket.resume())
    const fetcher = httpFetcher(`https://127.0.0.1:${origin.port}/`)
    for (const _time of [1, 2]) {
      const controller = new AbortController()
      const probing = fetcher.probe(undefined, contextOf({ signal: controller.signal }))
      await origin.until(() => origin.open > 0)
      controller.abort()
      await expect(probing).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED' })
      await origin.drained()
    }
  })

  it('while waiting for the headers rejects at once and frees the socket', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', silence)
    await abortedAfter(origin.received(1), origin.url)
    await origin.drained()
  })

  it('between the headers and the body frees the socket', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', aBeginning)
    const controller = new AbortController()
    const { open } = await changed(
      httpFetcher(origin.url),
      undefined,
      contextOf({ signal: controller.signal }),
    )
    controller.abort(reason)
    await origin.drained()

    const taking = receive(open(new AbortController().signal), {
      maxBytes: 100,
      signal: new AbortController().signal,
    })
    await expect(taking).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED', cause: reason })
  })

  it.each(['of the attempt', 'of the download'])(
    'in the body by the signal %s frees the socket',
    async (by) => {
      await using origin = await serveOrigin()
      origin.reply('/', aBeginning)
      const attempt = new AbortController()
      const download = new AbortController()
      const { open } = await changed(
        httpFetcher(origin.url),
        undefined,
        contextOf({ signal: attempt.signal }),
      )
      const body = open(download.signal) as AsyncIterable<Uint8Array>
      const reading = (async () => {
        for await (const _ of body) (by === 'of the attempt' ? attempt : download).abort(reason)
      })()

      await expect(reading).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED', cause: reason })
      await origin.drained()
    },
  )

  it('leaves no listener on a signal, however the attempt ends', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'x')
    const context = contextOf()
    const fetcher = httpFetcher(origin.url)
    const { known } = await changed(fetcher)
    await fetchText(fetcher, context)
    await fetcher.probe(known, context)
    await expect(httpFetcher(`${origin.url}/missing`).probe(known, context)).rejects.toThrow(TermError)

    expect(getEventListeners(context.signal, 'abort')).toEqual([])
  })

  it('keeps the reason when it is a TermError', async () => {
    const late = new TermError('ERR_TERM_TIMEOUT', 'The attempt took too long')
    const probing = httpFetcher('http://127.0.0.1:9/').probe(
      undefined,
      contextOf({ signal: AbortSignal.abort(late) }),
    )

    await expect(probing).rejects.toBe(late)
  })
})
