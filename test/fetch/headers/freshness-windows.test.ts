/** How long a stale answer may serve, and lifetimes that nobody declared. @module */

import { describe, expect, it } from 'vitest'
import { freshness } from '../../../src/fetch/headers/freshness.ts'
import type { ResponseHeaders } from '../../../src/fetch/headers/response-headers.ts'

const NOW = Date.UTC(2026, 0, 1, 12)
const DAY = 24 * 3_600_000
const at = (offset: number): string => new Date(NOW + offset).toUTCString()
const exchange = { sentAt: 1_000, receivedAt: 1_000, wallClock: NOW }
const of = (cacheControl: string) => freshness({ 'cache-control': cacheControl }, exchange)

const DIRECTIVES = ['stale-while-revalidate', 'stale-if-error']

describe.each(DIRECTIVES)('%s', (directive) => {
  it.each<[string, number | undefined]>([
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
    expect(of(`max-age=10, ${directive}${text}`).staleFor).toBe(ms)
  })

  it('of nothing is none', () => {
    expect(of(`max-age=10, ${directive}`).staleFor).toBe(0)
  })

  it('adds nothing to the lifetime', () => {
    expect(of(`max-age=10, ${directive}=60`)).toMatchObject({ lifetime: 10_000, freshFor: 10_000 })
  })

  it('without a lifetime says nothing: there is none that could be over', () => {
    expect(of(`${directive}=60`)).toMatchObject({ freshFor: undefined, staleFor: undefined })
  })
})

describe('for how long a stale answer may serve', () => {
  it.each<[string, number | undefined]>([
    ['max-age=60', undefined],
    ['max-age=60, immutable', undefined],
    ['max-age=60, must-revalidate', 0],
    ['must-revalidate', undefined],
    ['no-cache', 0],
    ['max-age=60, stale-while-revalidate=5, stale-if-error=50', 50_000],
    ['max-age=60, stale-while-revalidate=50, stale-if-error=5', 50_000],
    ['max-age=0, stale-if-error=5', 5_000],
  ])('`%s` says %s ms', (header, ms) => {
    expect(of(header).staleFor).toBe(ms)
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
