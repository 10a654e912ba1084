/** What a 304 confirms, and what it does not. @module */

import { describe, expect, it } from 'vitest'
import { serveOrigin } from '../../support/origin.ts'
import { changed, contextOf, httpFetcher, unchanged } from '../../support/probing.ts'

const v1 = { body: 'one', headers: { etag: '"v1"' } }

describe('F20 a 304', () => {
  it('is refused when nothing was asked', async () => {
    await using origin = await serveOrigin()
    origin.reply('/prices', { status: 304, headers: { etag: '"v1"' } })
    const fetcher = httpFetcher(`${origin.url}/prices`)

    await expect(fetcher.probe(undefined, contextOf())).rejects.toMatchObject({
      code: 'ERR_TERM_PROTOCOL',
      status: 304,
    })
  })

  it('confirms without an ETag of its own, and the next request still has ours', async () => {
    await using origin = await serveOrigin()
    origin.reply('/prices', v1, { status: 304, headers: { 'cache-control': 'max-age=60' } }, { status: 304 })
    const fetcher = httpFetcher(`${origin.url}/prices`)
    const { known } = await changed(fetcher)
    const confirmed = await unchanged(fetcher, known)
    await unchanged(fetcher, confirmed.known)

    expect(confirmed.known).toEqual({ ...known, cacheControl: 'max-age=60' })
    expect(origin.requests[2]?.headers['if-none-match']).toBe('"v1"')
  })

  it('confirms with a weak form of our ETag', async () => {
    await using origin = await serveOrigin()
    origin.reply('/prices', v1, { status: 304, headers: { etag: 'W/"v1"' } })
    const fetcher = httpFetcher(`${origin.url}/prices`)

    await unchanged(fetcher, (await changed(fetcher)).known)
    expect(origin.requests).toHaveLength(2)
  })

  it('for another ETag leads to one request without conditions', async () => {
    await using origin = await serveOrigin()
    const v2 = { body: 'two', headers: { etag: '"v2"' } }
    origin.reply('/prices', v1, { status: 304, headers: { etag: '"v2"' } }, v2)
    const fetcher = httpFetcher(`${origin.url}/prices`)
    const next = await changed(fetcher, (await changed(fetcher)).known)

    expect(next.version).toBe('"v2"')
    expect(origin.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"v1"',
      undefined,
    ])
  })

  it('for another ETag, and again without being asked, is an error after two requests', async () => {
    await using origin = await serveOrigin()
    origin.reply('/prices', v1, { status: 304, headers: { etag: '"v2"' } })
    const fetcher = httpFetcher(`${origin.url}/prices`)
    const { known } = await changed(fetcher)

    await expect(fetcher.probe(known, contextOf())).rejects.toMatchObject({ code: 'ERR_TERM_PROTOCOL' })
    expect(origin.requests).toHaveLength(3)
  })

  it('for another date leads to one request without conditions, and its date is not taken for ours', async () => {
    await using origin = await serveOrigin()
    const [older, newer] = ['Mon, 06 May 2024 10:00:00 GMT', 'Tue, 07 May 2024 10:00:00 GMT']
    const rolledBack = { body: 'one', headers: { 'last-modified': older } }
    origin.reply(
      '/prices',
      { body: 'two', headers: { 'last-modified': newer } },
      { status: 304, headers: { 'last-modified': older } },
      rolledBack,
    )
    const fetcher = httpFetcher(`${origin.url}/prices`)
    const next = await changed(fetcher, (await changed(fetcher)).known)

    expect(next).toMatchObject({ version: older, known: { lastModified: older } })
    expect(origin.requests.map(({ headers }) => headers['if-modified-since'])).toEqual([
      undefined,
      newer,
      undefined,
    ])
  })

  it.each([
    ['weak', 'W/"v1"', '"v1"'],
    ['strong', '"v1"', 'W/"v1"'],
  ])('does not make a %s ETag into another', async (_, ours, theirs) => {
    await using origin = await serveOrigin()
    const headers = { etag: theirs, 'cache-control': 'max-age=60' }
    origin.reply('/prices', { body: 'one', headers: { etag: ours } }, { status: 304, headers })
    const fetcher = httpFetcher(`${origin.url}/prices`)
    const { known } = await unchanged(fetcher, (await changed(fetcher)).known)

    expect(known).toMatchObject({ etag: ours, cacheControl: 'max-age=60' })
  })

  it('to a date does not lend us its ETag, which may be that of other bytes', async () => {
    await using origin = await serveOrigin()
    const date = { 'last-modified': 'Mon, 06 May 2024 10:00:00 GMT' }
    origin.reply(
      '/prices',
      { body: 'one', headers: date },
      { status: 304, headers: { etag: '"v2"', ...date } },
      { status: 304, headers: date },
    )
    const fetcher = httpFetcher(`${origin.url}/prices`)
    let { known } = await changed(fetcher)
    for (let poll = 0; poll < 2; poll++) known = (await unchanged(fetcher, known)).known ?? known

    expect(known).not.toHaveProperty('etag')
    expect(origin.requests[2]?.headers).not.toHaveProperty('if-none-match')
  })

  it('is not asked for by a date within whose second the version may have been made anew', async () => {
    await using origin = await serveOrigin()
    const now = new Date().toUTCString()
    const headers = { 'last-modified': now, date: now }
    origin.reply('/prices', { body: 'one', headers }, { body: 'two', headers })
    const fetcher = httpFetcher(`${origin.url}/prices`)

    await changed(fetcher, (await changed(fetcher)).known)
    expect(origin.requests[1]?.headers).not.toHaveProperty('if-modified-since')
  })

  it('brings no news when it only repeats what is known', async () => {
    await using origin = await serveOrigin()
    const headers = { etag: '"v1"', 'cache-control': 'max-age=60' }
    origin.publish('/prices', 'x', headers)
    const fetcher = httpFetcher(`${origin.url}/prices`)
    const { known } = await changed(fetcher)

    expect((await unchanged(fetcher, known)).known).toBeUndefined()
  })
})

describe('the freshness after a 304', () => {
  it('is that of the stored headers when the 304 has none, without their age', async () => {
    await using origin = await serveOrigin()
    const headers = { etag: '"v1"', 'cache-control': 'max-age=600', age: '590' }
    origin.reply('/prices', { body: 'x', headers }, { status: 304 })
    const fetcher = httpFetcher(`${origin.url}/prices`, { cache: true, minRefreshInterval: '1s' })
    const first = await changed(fetcher)
    const second = await unchanged(fetcher, first.known)

    expect(first.freshFor).toBeLessThanOrEqual(10_000)
    expect(second.freshFor).toBeGreaterThan(590_000)
    expect(second.freshFor).toBeLessThanOrEqual(600_000)
  })

  it('is that of the 304 where it says something', async () => {
    await using origin = await serveOrigin()
    const first = { body: 'x', headers: { etag: '"v1"', 'cache-control': 'max-age=60' } }
    origin.reply('/prices', first, { status: 304, headers: { 'cache-control': 'max-age=3600' } })
    const fetcher = httpFetcher(`${origin.url}/prices`, { cache: true })
    const { known } = await changed(fetcher)
    const { freshFor } = await unchanged(fetcher, known)

    expect(freshFor).toBeGreaterThan(3_590_000)
  })
})
