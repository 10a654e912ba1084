/** Proxies that the environment names. @module */

import { createServer, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Listener, listen } from '../../support/listener.ts'
import { serveOrigin } from '../../support/origin.ts'
import { contextOf, fetchText, httpFetcher } from '../../support/probing.ts'
import { selfSigned, serveTls } from '../../support/tls.ts'

interface Proxy extends Listener {
  readonly lines: readonly string[]
  readonly requests: readonly IncomingMessage[]
}

/** Passes plain requests on by itself and tunnels the others, or refuses all with this status. */
async function serveProxy(status?: number): Promise<Proxy> {
  const requests: IncomingMessage[] = []
  const note = (request: IncomingMessage) => void requests.push(request)
  const server = createServer((request, response) => {
    note(request)
    response.writeHead(status ?? 200, { etag: '"p"' }).end('by proxy')
  })
  server.on('connect', (request, socket, head) => {
    note(request)
    if (status !== undefined) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
    const [host, port] = (request.url ?? '').split(':')
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      target.write(head)
      target.pipe(socket).pipe(target)
    })
    target.on('error', () => socket.destroy())
    socket.on('error', () => target.destroy())
  })
  const listener = await listen(server)
  return {
    ...listener,
    requests,
    get lines() {
      return requests.map(({ method, url }) => `${method} ${url}`)
    },
    get connections() {
      return listener.connections
    },
    get open() {
      return listener.open
    },
  }
}

function environment(variables: Record<string, string>): void {
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) {
    vi.stubEnv(name, variables[name] ?? '')
    vi.stubEnv(name.toUpperCase(), '')
  }
}

afterEach(() => void vi.unstubAllEnvs())

describe('with `proxy: env`', () => {
  it('a plain request goes to the proxy as it is, with the credentials for it', async () => {
    await using proxy = await serveProxy()
    environment({ http_proxy: `http://me:CANARY@127.0.0.1:${proxy.port}` })
    const fetcher = httpFetcher('http://data.example/prices?x=1', { proxy: 'env' })

    expect(await fetchText(fetcher)).toBe('by proxy')
    expect(proxy.lines).toEqual(['GET http://data.example/prices?x=1'])
    expect(proxy.requests[0]?.headers).toMatchObject({
      host: 'data.example',
      'proxy-authorization': `Basic ${btoa('me:CANARY')}`,
    })
    await fetcher.close?.()
    await proxy.drained()
  })

  it('one by TLS goes through a tunnel, and the certificate is still that of the origin', async () => {
    await using origin = await serveTls(selfSigned(), (_, response) => void response.end('found'))
    await using proxy = await serveProxy()
    environment({ https_proxy: `http://127.0.0.1:${proxy.port}` })
    const fetcher = httpFetcher(`https://127.0.0.1:${origin.port}/`, { proxy: 'env' })

    await expect(fetcher.probe(undefined, contextOf())).rejects.toMatchObject({ code: 'ERR_TERM_TLS' })
    expect(proxy.lines).toEqual([`CONNECT 127.0.0.1:${origin.port}`])
  })

  it('one to a host of `no_proxy` goes there', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'found')
    await using proxy = await serveProxy()
    environment({ http_proxy: `http://127.0.0.1:${proxy.port}`, no_proxy: '127.0.0.1' })

    expect(await fetchText(httpFetcher(origin.url, { proxy: 'env' }))).toBe('found')
    expect(proxy.connections).toBe(0)
  })

  it('F19 a proxy that refuses is a failure that tells no secret', async () => {
    await using proxy = await serveProxy(407)
    const url = `http://me:CANARY@127.0.0.1:${proxy.port}`
    environment({ http_proxy: url, https_proxy: url })
    const failure = (target: string) =>
      httpFetcher(target, { proxy: 'env' })
        .probe(undefined, contextOf())
        .catch(({ code, message }) => ({ code, message }))

    const plain = await failure('http://data.example/')
    const tunnelled = await failure('https://data.example/')
    expect(plain).toMatchObject({ code: expect.stringMatching(/ERR_TERM_(HTTP|NETWORK)/) })
    expect(tunnelled).toMatchObject({ code: 'ERR_TERM_NETWORK' })
    expect(JSON.stringify([plain, tunnelled])).not.toContain('CANARY')
  })
})

describe('a proxy that the environment names', () => {
  it.each(['', 'me:CANARY@'])('without a scheme is one of http: `%s127.0.0.1:port`', async (credentials) => {
    await using proxy = await serveProxy()
    environment({ http_proxy: `${credentials}127.0.0.1:${proxy.port}` })

    expect(await fetchText(httpFetcher('http://data.example/', { proxy: 'env' }))).toBe('by proxy')
    expect(proxy.lines).toEqual(['GET http://data.example/'])
  })

  it('by name and port alone is one of http, too', async () => {
    await using proxy = await serveProxy()
    environment({ http_proxy: `localhost:${proxy.port}` })

    expect(await fetchText(httpFetcher('http://data.example/', { proxy: 'env' }))).toBe('by proxy')
  })

  it.each(['/', '/a/path', '/?a=query', '/#hash'])('may have more behind its place: `%s`', async (more) => {
    await using proxy = await serveProxy()
    environment({ http_proxy: `http:/me:%43ANARY@127.0.0.1:${proxy.port}${more}` })

    expect(await fetchText(httpFetcher('http://data.example/', { proxy: 'env' }))).toBe('by proxy')
    expect(proxy.requests[0]?.headers['proxy-authorization']).toBe(`Basic ${btoa('me:CANARY')}`)
  })

  it.each(['http_proxy', 'https_proxy'])('is a TypeError at once where `%s` can not be one', (name) => {
    for (const value of [
      'http://',
      'http://CANARY:x:y@',
      'ftp://CANARY.example',
      'a b CANARY',
      'http://me:CANARY%@proxy',
      'me%zz:CANARY@proxy',
      'CANARY%:41@proxy',
      'http://CANARY@proxy',
      'http://CANARY:@proxy',
      'http://:CANARY@proxy',
      '://CANARY',
    ]) {
      environment({ [name]: value })
      const build = () => httpFetcher('http://data.example/', { proxy: 'env' })

      expect(build, value).toThrow(TypeError)
      expect(build).toThrow(new RegExp(`\`${name}\``))
      expect(build).not.toThrow(/CANARY/)
    }
  })

  it('does not matter where it can not be one, unless it is asked for', () => {
    environment({ http_proxy: 'a b' })

    expect(httpFetcher('http://data.example/').name).toBe('http://data.example/')
  })
})

describe('without it', () => {
  it('the environment does not matter', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'found')
    await using proxy = await serveProxy()
    environment({ http_proxy: `http://127.0.0.1:${proxy.port}` })

    expect(await fetchText(httpFetcher(origin.url))).toBe('found')
    expect(proxy.connections).toBe(0)
  })
})
