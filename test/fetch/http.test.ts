/** The HTTP fetcher against a real origin, when all is well. @module */

import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { http } from '../../src/fetch/http.ts'
import { serveOrigin } from '../support/origin.ts'
import { changed, fetchBytes, fetchText, httpFetcher, unchanged } from '../support/probing.ts'

describe('a first probe', () => {
  it('delivers the body, its version and its size in one request', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', '{"eur":1}', { etag: '"v1"' })
    const fetcher = httpFetcher(`${origin.url}/prices`)

    expect(await changed(fetcher)).toMatchObject({ version: '"v1"', size: 9, encoding: undefined })
    expect(await fetchText(fetcher)).toBe('{"eur":1}')
    expect(origin.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /prices',
      'GET /prices',
    ])
  })

  it('sends no conditions, asks for codings that can be taken off, and keeps the query', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', 'x')
    await fetchBytes(httpFetcher(`${origin.url}/prices?day=1`))

    const [request] = origin.requests
    expect(request?.path).toBe('/prices?day=1')
    expect(request?.headers).not.toHaveProperty('if-none-match')
    expect(request?.headers).not.toHaveProperty('if-modified-since')
    expect(request?.headers['accept-encoding']).toMatch(/^gzip, br(, zstd)?$/)
  })

  it('takes a chunked body whole', async () => {
    await using origin = await serveOrigin()
    origin.reply('/chunked', (_, response) => {
      for (let part = 0; part < 100; part += 1) response.write(Buffer.alloc(5_000, part))
      response.end()
    })
    const bytes = await fetchBytes(httpFetcher(`${origin.url}/chunked`))

    const sent = Buffer.concat(Array.from({ length: 100 }, (_, part) => Buffer.alloc(5_000, part)))
    expect(sent.equals(bytes)).toBe(true)
  })

  it('takes the date for the version where there is no ETag, and nothing where there is neither', async () => {
    await using origin = await serveOrigin()
    const lastModified = 'Sun, 06 Nov 1994 08:49:37 GMT'
    origin.reply('/dated', { body: 'x', headers: { 'last-modified': lastModified } })
    origin.reply('/bare', { body: 'x' })

    expect((await changed(httpFetcher(`${origin.url}/dated`))).version).toBe(lastModified)
    expect((await changed(httpFetcher(`${origin.url}/bare`))).version).toBeUndefined()
  })
})

describe('the next probe', () => {
  it('sends both validators exactly as they came', async () => {
    await using origin = await serveOrigin()
    const validators = { etag: 'W/"odd \\" \xe9 tag', 'last-modified': 'Sun, 06 Nov 1994 08:49:37 GMT' }
    origin.reply('/prices', { body: 'x', headers: validators }, { status: 304 })
    const fetcher = httpFetcher(`${origin.url}/prices`)
    await unchanged(fetcher, (await changed(fetcher)).known)

    expect(origin.requests[1]?.headers).toMatchObject({
      'if-none-match': validators.etag,
      'if-modified-since': validators['last-modified'],
    })
  })

  it('costs one conditional request on one connection, ten times over', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', 'x'.repeat(100_000))
    const fetcher = httpFetcher(`${origin.url}/prices`)
    const first = await changed(fetcher)
    for await (const _ of first.open(new AbortController().signal) as AsyncIterable<Uint8Array>);
    for (let poll = 0; poll < 10; poll += 1) {
      // Polls of a term are at least a turn of the event loop apart; undici needs that to see the connection free.
      await setImmediate()
      expect(await unchanged(fetcher, first.known)).toEqual({ changed: false })
    }

    expect(origin.requests).toHaveLength(11)
    expect(origin.connections).toBe(1)
  })

  it('keeps the validators through a 503, for the fetcher remembers nothing', async () => {
    await using origin = await serveOrigin()
    origin.reply('/prices', { body: 'x', headers: { etag: '"v1"' } }, { status: 503 }, { status: 304 })
    const fetcher = httpFetcher(`${origin.url}/prices`)
    const { known } = await changed(fetcher)

    await expect(fetcher.probe(known, { signal: new AbortController().signal, maxBytes: 9 })).rejects.toThrow(
      /503/,
    )
    await unchanged(fetcher, known)
    expect(origin.requests.at(-1)?.headers['if-none-match']).toBe('"v1"')
  })

  it('hands over what is known as plain JSON', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', 'x', { etag: '"v1"' })
    const fetcher = httpFetcher(`${origin.url}/prices?token=SECRET-CANARY`)
    const { known } = await changed(fetcher)
    const text = JSON.stringify(known)

    expect(text).not.toContain('CANARY')
    expect(await unchanged(fetcher, JSON.parse(text))).toMatchObject({ changed: false })
  })

  it('does not send the validators of another resource, nor ones that were tampered with', async () => {
    await using origin = await serveOrigin()
    origin.publish('/a', 'a', { etag: '"1"' })
    origin.publish('/b', 'b', { etag: '"1"' })
    const { known } = await changed(httpFetcher(`${origin.url}/a`))
    await changed(httpFetcher(`${origin.url}/b`), known)
    await changed(httpFetcher(`${origin.url}/a`), { ...known, etag: 'x\r\ny: z' })

    expect(origin.requests.slice(1).map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      undefined,
    ])
  })
})

describe('F21 validators that can not be sent back', () => {
  const cases: [string, string | string[]][] = [
    ['an empty one', ''],
    ['two of them', ['"a"', '"b"']],
    ['one of more than 1 KiB', `"${'x'.repeat(1_100)}"`],
    ['a bare asterisk, which would match anything', '*'],
    ['one with a tab', '"a\tb"'],
  ]
  it.each(cases)('are ignored: %s', async (_, etag) => {
    await using origin = await serveOrigin()
    origin.reply('/prices', { body: 'x', headers: { etag } })
    const fetcher = httpFetcher(`${origin.url}/prices`)
    const { known, version } = await changed(fetcher)
    await changed(fetcher, known)

    expect(version).toBeUndefined()
    expect(origin.requests[1]?.headers).not.toHaveProperty('if-none-match')
  })
})

describe('the name', () => {
  it('is the URL without anything that may be a secret', () => {
    const fetcher = http('https://user:SECRET@cdn.example.com/prices.json?sig=SECRET#SECRET')

    expect(fetcher.name).toBe('https://cdn.example.com/prices.json')
  })
})
