/** Redirects to a URL that is signed anew each time: an unchanged file costs no body, and nothing is told to strangers. @module */

import { createHash } from 'node:crypto'
import { Agent } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { resourceOf } from '../../../src/fetch/http/resource.ts'
import { type Handler, type Origin, serveOrigin } from '../../support/origin.ts'
import { changed, httpFetcher, unchanged } from '../../support/probing.ts'
import { selfSigned, serveTls } from '../../support/tls.ts'

const redirectTo = (locationOf: (count: number) => string): Handler => {
  let count = 0
  return (_, response) => void response.writeHead(302, { location: locationOf(++count) }).end()
}

/** The conditions of the requests at the end of each redirect. */
const conditionsAt = (origin: Origin, path: string) =>
  origin.requests
    .filter((request) => request.path.startsWith(path))
    .map(({ headers }) => headers['if-none-match'])

const BODY = Buffer.alloc(2 ** 20, 'x')
const ETAG = `"${createHash('sha256').update(BODY).digest('base64url').slice(0, 12)}"`

describe('a redirect that is signed anew each time', () => {
  it.each([
    ['AWS', (n: number) => `X-Amz-Date=2026${n}&X-Amz-Security-Token=secret${n}&X-Amz-Signature=secret${n}`],
    ['Azure', (n: number) => `sv=2024-11-04&se=${n}&sr=b&sp=r&sig=secret${n}`],
    ['CloudFront', (n: number) => `Expires=${n}&Signature=secret${n}&Key-Pair-Id=K`],
    ['a token', (n: number) => `id=7&token=secret${n}`],
  ])('by %s costs one body', async (_, query) => {
    await using origin = await serveOrigin()
    origin.reply(
      '/latest',
      redirectTo((n) => `/blob?${query(n)}`),
    )
    origin.publish('/blob', BODY)
    const fetcher = httpFetcher(`${origin.url}/latest`)
    let { known } = await changed(fetcher)
    for (let poll = 0; poll < 5; poll++) known = (await unchanged(fetcher, known)).known ?? known

    expect(conditionsAt(origin, '/blob')).toEqual([undefined, ...Array(5).fill(ETAG)])
    expect(JSON.stringify(known)).not.toContain('secret')
  })

  it('by a token, is seen when it leads to something new', async () => {
    await using origin = await serveOrigin()
    origin.reply(
      '/latest',
      redirectTo((n) => `/blob?sig=${n}`),
    )
    origin.publish('/blob', 'one')
    const fetcher = httpFetcher(`${origin.url}/latest`)
    const { known } = await changed(fetcher)
    origin.publish('/blob', 'two')
    await changed(fetcher, known)
  })

  it.each([
    ['another path', (n: number) => `/blob/${n}?sig=${n}`, '"same"'],
    ['another parameter that chooses', (n: number) => `/blob?id=${n}&sig=${n}`, '"same"'],
    ['a weak ETag', (n: number) => `/blob?sig=${n}`, 'W/"same"'],
  ])('with %s is asked without conditions', async (_, location, etag) => {
    await using origin = await serveOrigin()
    origin.reply('/latest', redirectTo(location))
    for (const path of ['/blob', '/blob/1', '/blob/2']) origin.publish(path, 'x', { etag })
    const fetcher = httpFetcher(`${origin.url}/latest`)
    await changed(fetcher, (await changed(fetcher)).known)
    expect(conditionsAt(origin, '/blob')).toEqual([undefined, undefined])
  })

  it('with a date alone is asked without conditions', async () => {
    await using origin = await serveOrigin()
    origin.reply(
      '/latest',
      redirectTo((n) => `/blob?sig=${n}`),
    )
    origin.reply('/blob', { body: 'x', headers: { 'last-modified': 'Mon, 06 May 2024 10:00:00 GMT' } })
    const fetcher = httpFetcher(`${origin.url}/latest`)
    await changed(fetcher, (await changed(fetcher)).known)
    expect(origin.requests.at(-1)?.headers).not.toHaveProperty('if-modified-since')
  })
})

it('at another origin is asked with what came from there, which nobody else gets to see', async () => {
  const certificate = selfSigned()
  const dispatcher = new Agent({ connect: { ca: certificate.cert } })
  onTestFinished(() => dispatcher.destroy())
  const serve = () => {
    const seen: (string | undefined)[] = []
    const served = serveTls(certificate, ({ headers }, response) => {
      seen.push(headers['if-none-match'])
      response.setHeader('etag', '"v1"')
      if (headers['if-none-match'] === '"v1"') response.writeHead(304).end()
      else response.end('found')
    })
    return served.then((listener) => Object.assign(listener, { seen }))
  }
  await using one = await serve()
  await using other = await serve()
  await using origin = await serveOrigin()
  const ports = [one.port, one.port, other.port]
  origin.reply(
    '/latest',
    redirectTo((n) => `https://localhost:${ports[n - 1]}/blob?sig=${n}`),
  )
  const fetcher = httpFetcher(`${origin.url}/latest`, { redirects: 'cross-origin', dispatcher })
  const { known } = await changed(fetcher)
  await unchanged(fetcher, known)
  await changed(fetcher, known)

  expect(one.seen).toEqual([undefined, '"v1"'])
  expect(other.seen).toEqual([undefined])
  expect(conditionsAt(origin, '/latest')).toEqual([undefined, undefined, undefined])
})

describe('a resource', () => {
  const of = (url: string) => resourceOf(new URL(url)).resource

  it.each([
    ['https://a.test/x?sig=1', 'https://b.test/x?sig=1'],
    ['https://a.test/x?sig=1', 'http://a.test/x?sig=1'],
    ['https://a.test/x?sig=1', 'https://a.test/y?sig=1'],
    ['https://a.test/x?v=1&sig=1', 'https://a.test/x?v=2&sig=1'],
    ['https://a.test/x?a=1&b=2&sig=1', 'https://a.test/x?b=2&a=1&sig=1'],
    ['https://a.test/x?st=1&token=1', 'https://a.test/x?st=2&token=1'],
    ['https://a.test/x?a=1', 'https://a.test/x'],
    ['https://a.test/x?a=1&sig=1', 'https://a.test/x?a=1'],
  ])('%s is not %s', (one, other) => {
    expect(of(one)).not.toBe(of(other))
  })

  it.each([
    'design=1',
    'assign=1',
    'version=1',
    'page=1',
    'file=sign',
    'key=1',
    'x=token',
    'acl',
    'policy',
    'st=on&sp=1',
  ])('is chosen by ?%s', (query) => {
    expect(resourceOf(new URL(`https://a.test/x?${query}`)).signature).toBeUndefined()
  })
})
