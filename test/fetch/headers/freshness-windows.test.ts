/** How long a stale answer may serve, and lifetimes that nobody declared. @module */

import { describe, expect, it } from 'vitest'
import { freshness } from '../../../src/fetch/headers/freshness.ts'
import type { ResponseHeaders } from '../../../src/fetch/headers/response-headers.ts'

const NOW = Date.UTC(2026, 0, 1, 12)
const DAY = 24 * 3_600_000
const at = (offset: number): string => new Date(NOW + offset).toUTCString()
const exchange = { sentAt: 1_000, receivedAt: 1_000, wallClock: NOW }
const of = (cacheControl: string) => freshness({ 'cache-control': cacheControl }, exchange)

describe.each([
  ['stale-while-revalidate', 'staleWhileRevalidate'],
  ['stale-if-error', 'staleIfError'],
] as const)('%s', (directive, window) => {
  it.each<[string, number | undefined]>([
    ['', undefined],
    ['=60', 60_000],
    ['="60"', 60_000],
    ['=60, must-understand', 60_000],
    [`=60, ${directive}=10`, 10_000],
    ['=x', 0],
    ['=-1', 0],
    ['=60, must-revalidate', 0],
    ['=60, no-cache', 0],
    ['=60, no-store', 0],
  ])('followed by `%s` is a window of %s ms', (text, ms) => {
    const said = text === '' ? 'max-age=10' : `max-age=10, ${directive}${text}`

    expect(of(said)[window]).toBe(ms)
  })

  it('of nothing is none', () => {
    expect(of(`max-age=10, ${directive}`)[window]).toBe(0)
  })

  it('adds nothing to the lifetime', () => {
    expect(of(`max-age=10, ${directive}=60`)).toMatchObject({ lifetime: 10_000, freshFor: 10_000 })
    expect(of(`${directive}=60`).freshFor).toBeUndefined()
  })
})

describe('a lifetime that nobody declared', () => {
  const guessed = (headers: ResponseHeaders) =>
    freshness(headers, exchange, exchange.receivedAt, { heuristic: true }).lifetime
  const modified = { 'last-modified': at(-DAY), date: at(0) }

  it('is guessed on demand: a tenth of the time without a change', () => {
    expect(freshness(modified, exchange).lifetime).toBeUndefined()
    expect(guessed(modified)).toBe(DAY / 10)
    expect(guessed({ 'last-modified': at(-DAY) })).toBe(DAY / 10)
  })

  it.each<[string, ResponseHeaders, number | undefined]>([
    ['at most a day', { ...modified, 'last-modified': at(-1_000 * DAY) }, DAY],
    ['never less than nothing', { ...modified, 'last-modified': at(DAY) }, 0],
    ['nothing to go by without a date', { date: at(0) }, undefined],
    ['nothing to go by with a broken date', { 'last-modified': 'yesterday' }, undefined],
    ['not needed with max-age', { ...modified, 'cache-control': 'max-age=1' }, 1_000],
    ['not asked where max-age is broken', { ...modified, 'cache-control': 'max-age=x' }, 0],
    ['not asked where Expires is broken', { ...modified, expires: '0' }, 0],
    ['not asked with no-cache', { ...modified, 'cache-control': 'no-cache' }, 0],
    ['not asked with no-store', { ...modified, 'cache-control': 'no-store' }, 0],
  ])('is %s', (_, headers, lifetime) => {
    expect(guessed(headers)).toBe(lifetime)
  })
})
