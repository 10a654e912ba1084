/** Redirects: followed within bounds, and never with what another origin must not see. @module */

import { Agent } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { TermError } from '../../../src/base/errors.ts'
import type { HttpOptions } from '../../../src/fetch/http.ts'
import { raw, serveOrigin } from '../../support/origin.ts'
import { changed, contextOf, fetchText, httpFetcher, unchanged } from '../../support/probing.ts'
import { selfSigned, serveTls } from '../../support/tls.ts'

const to = (location: string, status = 302) => ({ status, headers: { location } })

async function refusalOf(location: string | string[], options?: HttpOptions): Promise<TermError> {
  await using origin = await serveOrigin()
  origin.reply('/', { status: 302, headers: { location } })
  const probing = httpFetcher(`${origin.url}/`, options).probe(undefined, contextOf())
  const error = await probing.then(
    () => undefined,
    (thrown: TermError) => thrown,
  )
  if (error === undefined || origin.requests.length !== 1) throw new Error('Not refused at once')
  return error
}

describe('a redirect that is refused', () => {
  const secret = '//user:CANARY@prices.example:8443/CANARY?sig=CANARY#CANARY'
  it.each<[string, HttpOptions, string]>([
    ['https:', {}, "(https://prices.example:8443): `redirects: 'cross-origin'` follows it"],
    [
      'http:',
      { redirects: 'cross-origin' },
      'without TLS (http://prices.example:8443), which no option allows',
    ],
  ])(
    'to another origin by %s is told with that origin, and what allows it',
    async (scheme, options, told) => {
      const { message } = await refusalOf(scheme + secret, options)
      expect(message).toContain(told)
      expect(message).not.toContain('CANARY')
    },
  )
})

describe('a redirect within the origin', () => {
  it.each([301, 302, 303, 307, 308])('of status %i is followed, with the headers', async (status) => {
    await using origin = await serveOrigin()
    origin.reply('/a', to('/b?x=1#y', status))
    origin.publish('/b', 'found')
    const fetcher = httpFetcher(`${origin.url}/a`, { headers: { 'x-api-key': 'k' } })

    expect(await fetchText(fetcher)).toBe('found')
    expect(origin.requests.map(({ path, headers }) => [path, headers['x-api-key']])).toEqual([
      ['/a', 'k'],
      ['/b?x=1', 'k'],
    ])
  })

  it('keeps the validators for where they came from', async () => {
    await using origin = await serveOrigin()
    origin.reply('/latest', to('/v1'), to('/v1'), to('/v2'))
    origin.publish('/v1', 'one', { etag: '"same"' })
    origin.publish('/v2', 'two', { etag: '"same"' })
    const fetcher = httpFetcher(`${origin.url}/latest`)
    const { known } = await changed(fetcher)
    await unchanged(fetcher, known)
    await changed(fetcher, known)

    expect(origin.requests.map(({ path, headers }) => [path, headers['if-none-match']])).toEqual([
      ['/latest', undefined],
      ['/v1', undefined],
      ['/latest', undefined],
      ['/v1', '"same"'],
      ['/latest', undefined],
      ['/v2', undefined],
    ])
  })

  it('is followed five times, and no sixth', async () => {
    await using origin = await serveOrigin()
    for (let hop = 0; hop < 6; hop += 1) origin.reply(`/${hop}`, to(`/${hop + 1}`))
    origin.publish('/6', 'found')

    expect(await fetchText(httpFetcher(`${origin.url}/1`))).toBe('found')
    await expect(fetchText(httpFetcher(`${origin.url}/0`))).rejects.toMatchObject({
      code: 'ERR_TERM_REDIRECT',
      message: expect.stringContaining('after 5 others'),
    })
  })

  it.each([
    ['to itself', '/a', ['/a']],
    ['to another place in itself', '/a#there', ['/a']],
    ['by way of another', '/b', ['/a', '/b']],
  ])('is not followed in a circle: %s', async (_, location, paths) => {
    await using origin = await serveOrigin()
    origin.reply('/a', to(location))
    origin.reply('/b', to('/a'))

    await expect(fetchText(httpFetcher(`${origin.url}/a`))).rejects.toMatchObject({
      code: 'ERR_TERM_REDIRECT',
      message: expect.stringContaining('circle'),
    })
    expect(origin.requests.map(({ path }) => path)).toEqual(paths)
  })

  it('leaves the interval to the user, unless each redirect is fresh as well', async () => {
    await using origin = await serveOrigin()
    const fresh = { 'cache-control': 'max-age=600' }
    origin.reply('/a', to('/b'), { status: 302, headers: { location: '/b', 'cache-control': 'max-age=60' } })
    origin.publish('/b', 'found', fresh)
    const fetcher = httpFetcher(`${origin.url}/a`, { cache: true })

    expect((await changed(fetcher)).freshFor).toBeUndefined()
    const { freshFor } = await changed(fetcher)
    expect(freshFor).toBeGreaterThan(50_000)
    expect(freshFor).toBeLessThanOrEqual(60_000)
  })

  it('waits where it asks for patience', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', { status: 302, headers: { location: '/b', 'retry-after': '60' } })

    await expect(fetchText(httpFetcher(origin.url))).rejects.toMatchObject({
      code: 'ERR_TERM_REDIRECT',
      retryAfterMs: 60_000,
    })
  })
})

describe('a Location that is not ASCII', () => {
  // Writes a text as the bytes of a server, each as a character.
  const bytes = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding).toString('latin1')

  it.each([
    ['in UTF-8', bytes('/zürich/日本?ö=ü', 'utf8'), '/z%C3%BCrich/%E6%97%A5%E6%9C%AC?%C3%B6=%C3%BC'],
    ['in UTF-8, in part escaped', bytes('/z%C3%BCrich/ü', 'utf8'), '/z%C3%BCrich/%C3%BC'],
    ['in Latin-1, as the server will read it', bytes('/z\u00fcrich', 'latin1'), '/z%FCrich'],
    ['in UTF-8 and absolute', bytes('SELF/zürich', 'utf8'), '/z%C3%BCrich'],
  ])('leads where it means to: %s', async (_, location, path) => {
    await using origin = await serveOrigin()
    origin.reply(
      '/',
      raw(`HTTP/1.1 302 Found\nLocation: ${location.replace('SELF', origin.url)}\nContent-Length: 0\n\n`),
    )
    const [pathname = ''] = path.split('?')
    origin.reply(pathname, { body: 'found' })

    expect(await fetchText(httpFetcher(origin.url))).toBe('found')
    expect(origin.requests.at(-1)?.path).toBe(path)
  })

  it('leads to a host of another script by its name in ASCII', async () => {
    const error = await refusalOf(bytes('http://bücher.example/CANARY', 'utf8'))

    expect(error).toMatchObject({ message: expect.stringContaining('to another origin') })
  })
})

describe('F15, P34, S4: a redirect is refused', () => {
  const cases: [string, string | string[], HttpOptions?][] = [
    ['to another origin', 'http://localhost:9/CANARY'],
    ['to another origin without TLS', 'http://localhost:9/CANARY', { redirects: 'cross-origin' }],
    ['to a file', 'file:///etc/passwd?CANARY', { redirects: 'cross-origin' }],
    ['to data', 'data:text/plain,CANARY', { redirects: 'cross-origin' }],
    ['to nowhere', 'https://[CANARY'],
    ['to two places', ['/a?CANARY', '/b?CANARY']],
    ['at all, if the user wants none', '/CANARY', { redirects: 'none' }],
  ]
  it.each(cases)('%s', async (_, location, options) => {
    const error = await refusalOf(location, options)

    expect(error).toMatchObject({ code: 'ERR_TERM_REDIRECT', stage: 'probe', status: 302 })
    expect(JSON.stringify(error)).not.toContain('CANARY')
  })
})

describe('F16, P34: a redirect to where clouds keep credentials is refused', () => {
  it.each([
    'http://169.254.169.254/latest/',
    'https://169.254.169.254/latest/',
    'https://0xa9fea9fe/',
    'https://[::ffff:169.254.169.254]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[fe80::1]/',
    '//169.254.169.254/',
  ])('%s', async (location) => {
    expect(await refusalOf(location, { redirects: 'cross-origin' })).toMatchObject({
      code: 'ERR_TERM_REDIRECT',
      message: expect.stringContaining('refused'),
    })
  })
})

describe('a redirect to another origin', () => {
  const certificate = selfSigned()
  function trusting(): Agent {
    const agent = new Agent({ connect: { ca: certificate.cert } })
    onTestFinished(() => agent.destroy())
    return agent
  }

  it('is followed on demand, without anything of the user, there or further on', async () => {
    const seen: object[] = []
    await using target = await serveTls(certificate, (request, response) => {
      seen.push(request.headers)
      if (request.url === '/a') response.writeHead(302, { location: '/b' }).end()
      else response.end('found')
    })
    await using origin = await serveOrigin()
    origin.reply('/', to(`https://evil:CANARY@localhost:${target.port}/a`))
    const headers = { 'x-api-key': 'CANARY', cookie: 'CANARY', 'user-agent': 'CANARY' }
    const url = origin.url.replace('//', '//me:CANARY@')
    const fetcher = httpFetcher(url, { headers, redirects: 'cross-origin', dispatcher: trusting() })

    expect(await fetchText(fetcher)).toBe('found')
    expect(origin.requests[0]?.headers).toMatchObject({ ...headers, authorization: expect.any(String) })
    expect(seen).toHaveLength(2)
    expect(JSON.stringify(seen)).not.toContain('CANARY')
    expect(seen[0]).not.toHaveProperty('authorization')
  })

  it('does not lead from https to http', async () => {
    await using plain = await serveOrigin()
    await using origin = await serveTls(certificate, (_, response) => {
      response.writeHead(302, { location: `${plain.url}/` }).end()
    })
    const fetcher = httpFetcher(`https://localhost:${origin.port}/`, {
      redirects: 'cross-origin',
      dispatcher: trusting(),
    })

    await expect(fetchText(fetcher)).rejects.toMatchObject({
      code: 'ERR_TERM_REDIRECT',
      message: expect.stringContaining('from https to http'),
    })
    expect(plain.requests).toEqual([])
  })

  it('F18, S5: does not lead past a certificate that nobody vouches for', async () => {
    await using target = await serveTls(certificate, (_, response) => void response.end('found'))
    await using origin = await serveOrigin()
    origin.reply('/', to(`https://localhost:${target.port}/`))

    await expect(fetchText(httpFetcher(origin.url, { redirects: 'cross-origin' }))).rejects.toMatchObject({
      code: 'ERR_TERM_TLS',
    })
  })
})
