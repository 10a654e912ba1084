/** The declared freshness, within the bounds of the user. @module */

import { describe, expect, it } from 'vitest'
import { serveOrigin } from '../../support/origin.ts'
import { changed, httpFetcher } from '../../support/probing.ts'

type Headers = Record<string, string>

async function paceOf(headers: Headers, options = {}): Promise<(number | undefined)[]> {
  await using origin = await serveOrigin()
  origin.reply('/prices', { body: 'x', headers })
  const { freshFor, interval } = await changed(
    httpFetcher(`${origin.url}/prices`, { cache: true, ...options }),
  )
  return [freshFor, interval]
}

const freshForOf = async (headers: Headers, options = {}): Promise<number | undefined> =>
  (await paceOf(headers, options))[0]

describe('F12 the declared freshness', () => {
  it('is not reported unless it was asked for', async () => {
    expect(await freshForOf({ 'cache-control': 'max-age=60' }, { cache: false })).toBeUndefined()
  })

  it('is reported in ms, less the time that passed', async () => {
    const freshFor = await freshForOf({ 'cache-control': 'max-age=60' })

    expect(freshFor).toBeGreaterThan(50_000)
    expect(freshFor).toBeLessThanOrEqual(60_000)
  })

  it('leaves the interval to the user, or else to the default, when the origin says nothing at all', async () => {
    expect(await paceOf({})).toEqual([undefined, undefined])
  })

  it.each<[string, Headers]>([
    ['Vary: *', { 'cache-control': 'max-age=60', vary: '*' }],
    ['no-store', { 'cache-control': 'no-store, max-age=60' }],
    ['no-cache', { 'cache-control': 'no-cache, max-age=60' }],
    ['max-age=0', { 'cache-control': 'max-age=0' }],
    ['nonsense', { 'cache-control': 'max-age=60a' }],
    ['Expires: 0', { expires: '0' }],
  ])('leaves the interval to the user, or else to the least, when the origin says %s', async (_, headers) => {
    expect(await paceOf(headers)).toEqual([undefined, 30_000])
    expect(await paceOf(headers, { minRefreshInterval: '5s' })).toEqual([undefined, 5_000])
    expect(await paceOf(headers, { cache: false })).toEqual([undefined, undefined])
  })

  it.each<[string, Headers]>([
    ['a second', { 'cache-control': 'max-age=1' }],
    ['less than it is old already', { 'cache-control': 'max-age=60', age: '100' }],
    ['less than it is old already, by far', { 'cache-control': 'max-age=60', age: '99999999999999999999' }],
  ])('F62, S20: is the least interval for %s', async (_, headers) => {
    expect(await freshForOf(headers)).toBe(30_000)
    expect(await freshForOf(headers, { minRefreshInterval: '5m' })).toBe(300_000)
  })

  it.each<[string, Headers]>([
    ['a year', { 'cache-control': 'max-age=31536000' }],
    ['a year, immutable', { 'cache-control': 'max-age=31536000, immutable' }],
    ['longer than numbers reach', { 'cache-control': `max-age=${'9'.repeat(400)}` }],
    ['the end of time', { expires: 'Fri, 31 Dec 9999 23:59:59 GMT' }],
  ])('F12, S20: is the greatest interval for %s', async (_, headers) => {
    expect(await freshForOf(headers)).toBe(86_400_000)
    expect(await freshForOf(headers, { maxRefreshInterval: '1h' })).toBe(3_600_000)
  })

  it('is a guess by the date of the last change, on demand', async () => {
    const DAY = 86_400_000
    const headers = { 'last-modified': new Date(Date.now() - DAY).toUTCString() }

    expect(await freshForOf(headers)).toBeUndefined()
    expect(await freshForOf(headers, { heuristic: true })).toBeCloseTo(DAY / 10, -5)
  })
})
