/** Connections: kept, replaced when they are dead, closed at the end. @module */

import { setImmediate } from 'node:timers/promises'
import { Agent, errors } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { http } from '../../../src/fetch/http.ts'
import { receive } from '../../../src/fetch/receive.ts'
import { serveSockets } from '../../support/listener.ts'
import { hangUp, serveOrigin, silence } from '../../support/origin.ts'
import { changed, contextOf, fetchText, httpFetcher } from '../../support/probing.ts'

const fine = { body: 'fine' }

describe('F08 a keep-alive connection that died unnoticed', () => {
  it('costs one silent retry on a new connection', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', fine, hangUp, fine)
    const fetcher = httpFetcher(origin.url)
    await fetchText(fetcher)
    await setImmediate()

    expect(await fetchText(fetcher)).toBe('fine')
    expect(origin.requests.map(({ connection }) => connection)).toEqual([1, 1, 2])
  })

  it('costs no second retry', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', fine, hangUp)
    const fetcher = httpFetcher(origin.url)
    await fetchText(fetcher)
    await setImmediate()

    await expect(fetcher.probe(undefined, contextOf())).rejects.toMatchObject({ code: 'ERR_TERM_NETWORK' })
    expect(origin.requests).toHaveLength(3)
  })

  it('is told apart from one that dies when it is new', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', hangUp)

    await expect(httpFetcher(origin.url).probe(undefined, contextOf())).rejects.toMatchObject({
      code: 'ERR_TERM_NETWORK',
    })
    expect(origin.requests).toHaveLength(1)
  })

  it('is replaced in a dispatcher of the user, too', async () => {
    await using origin = await serveOrigin()
    const dispatcher = new Agent()
    onTestFinished(() => dispatcher.destroy())
    origin.reply('/', fine, hangUp, fine)
    const fetcher = httpFetcher(origin.url, { dispatcher })
    await fetchText(fetcher)
    await setImmediate()

    expect(await fetchText(fetcher)).toBe('fine')
  })
})

it('an attempt that is called off as its connection dies asks nothing more', async () => {
  const dispatcher = new Agent()
  onTestFinished(() => dispatcher.destroy())
  const asked: unknown[] = []
  for (let later = 0; later < 10; later++) {
    const controller = new AbortController()
    const abort = (turns: number) =>
      turns === 0 ? controller.abort() : queueMicrotask(() => abort(turns - 1))
    dispatcher.request = ({ signal }) => {
      asked.push((signal as AbortSignal).aborted)
      queueMicrotask(() => abort(later))
      return Promise.reject(new errors.SocketError('other side closed'))
    }
    const { signal } = controller
    const fetcher = httpFetcher('http://127.0.0.1:9/', { dispatcher })
    await expect(fetcher.probe(undefined, contextOf({ signal }))).rejects.toMatchObject({ stage: 'probe' })
  }
  expect(asked.length).toBeGreaterThan(10)
  expect(asked).not.toContain(true)
})

describe('closing', () => {
  it('ends the connections, and the fetcher can be used again', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', fine)
    const fetcher = httpFetcher(origin.url)
    await fetcher.init?.(contextOf())
    await fetchText(fetcher)
    await fetcher.close?.()
    await origin.drained()

    expect(await fetchText(fetcher)).toBe('fine')
    expect(origin.connections).toBe(2)
  })

  it('is harmless twice, and without a beginning', async () => {
    const fetcher = http('http://127.0.0.1:9/')
    await fetcher.close?.()
    await fetcher.close?.()
  })

  it('once too often takes nothing from those who come later', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', fine)
    const fetcher = http(origin.url)
    await fetcher.close?.()
    for (const _user of [1, 2]) await fetcher.init?.(contextOf())
    await fetchText(fetcher)
    await fetcher.close?.()
    await setImmediate()
    await fetchText(fetcher)
    expect(origin.connections).toBe(1)
    await fetcher.close?.()
    await origin.drained()
  })

  it('ends a request that waits for its answer', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', silence)
    const fetcher = httpFetcher(origin.url)
    const probing = fetcher.probe(undefined, contextOf())
    await origin.received(1)
    await Promise.all([
      expect(probing).rejects.toMatchObject({ code: 'ERR_TERM_NETWORK' }),
      fetcher.close?.(),
    ])

    await origin.drained()
  })

  it('ends a request that is still connecting', async () => {
    await using origin = await serveSockets((socket) => socket.resume())
    const fetcher = httpFetcher(`https://127.0.0.1:${origin.port}/`)
    const probing = fetcher.probe(undefined, contextOf())
    await origin.until(() => origin.open > 0)
    await Promise.all([
      expect(probing).rejects.toMatchObject({ code: 'ERR_TERM_NETWORK' }),
      fetcher.close?.(),
    ])

    await origin.drained()
  })

  it('leaves the download of another term that shares the fetcher alone', async () => {
    await using origin = await serveOrigin()
    let finish = () => {}
    origin.reply('/', (_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('first')
      finish = () => void response.end('after')
    })
    const fetcher = httpFetcher(origin.url)
    await fetcher.init?.(contextOf())
    await fetcher.init?.(contextOf())
    const { open, size } = await changed(fetcher)
    await fetcher.close?.()
    finish()
    const { signal, maxBytes } = contextOf()

    const { bytes } = await receive(open(signal), { size, maxBytes, signal })
    expect(String(bytes)).toBe('firstafter')
    await fetcher.close?.()
    await origin.drained()
  })

  it('never closes the dispatcher of the user', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', fine)
    const dispatcher = new Agent()
    onTestFinished(() => dispatcher.destroy())
    const fetcher = http(origin.url, { dispatcher })
    await fetcher.init?.(contextOf())
    await fetchText(fetcher)
    await fetcher.close?.()

    expect(dispatcher.destroyed || dispatcher.closed).toBe(false)
    expect(await fetchText(http(origin.url, { dispatcher }))).toBe('fine')
  })

  it('adds no listeners to a dispatcher that many fetchers share', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', fine)
    const dispatcher = new Agent()
    onTestFinished(() => dispatcher.destroy())
    for (let fetchers = 0; fetchers < 20; fetchers += 1) {
      await fetchText(http(origin.url, { dispatcher }))
    }

    expect(dispatcher.listenerCount('connect')).toBe(1)
  })
})

describe('a connection that breaks between the headers and the body', () => {
  it('is found when the body is taken, and harms nobody before', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', (_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('first', () => response.socket?.destroy())
    })
    const { open } = await changed(httpFetcher(origin.url))
    await origin.drained()
    await setImmediate()
    const { signal, maxBytes } = contextOf()

    await expect(receive(open(signal), { maxBytes, signal })).rejects.toMatchObject({
      code: 'ERR_TERM_TRUNCATED',
    })
  })
})
