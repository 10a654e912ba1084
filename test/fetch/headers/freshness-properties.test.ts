/** Freshness and Retry-After, whatever an origin says. @module */

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshness } from '../../../src/fetch/headers/freshness.ts'
import type { ResponseHeaders } from '../../../src/fetch/headers/response-headers.ts'
import { retryAfter } from '../../../src/fetch/headers/retry-after.ts'

const NOW = Date.UTC(2026, 0, 1)

const seconds = fc.oneof(
  fc.bigInt({ min: 0n, max: 10n ** 24n }).map(String),
  fc.nat(200_000).map(String),
  fc.constantFrom('', '-1', '1.5', '60a', '"60"', 'NaN', 'Infinity'),
)
const directive = fc.oneof(
  seconds.map((value) => `max-age=${value}`),
  fc.constantFrom(
    'no-cache',
    'no-store',
    'immutable',
    'must-revalidate',
    'public',
    's-maxage=5',
    '"',
    ',',
    'max-age',
  ),
)
const date = fc.oneof(
  fc.integer({ min: -1e11, max: 1e11 }).map((offset) => new Date(NOW + offset).toUTCString()),
  fc.constantFrom('0', '-1', 'never', 'Fri, 31 Dec 9999 23:59:59 GMT'),
)
const lines = (line: fc.Arbitrary<string>) => fc.oneof(line, fc.array(line, { minLength: 1, maxLength: 3 }))

const headers: fc.Arbitrary<ResponseHeaders> = fc.record(
  {
    'cache-control': lines(fc.array(directive, { maxLength: 20 }).map((all) => all.join(', '))),
    expires: lines(date),
    date: lines(date),
    age: lines(seconds),
    'retry-after': lines(fc.oneof(seconds, date)),
  },
  { requiredKeys: [] },
)
const exchange = fc
  .tuple(fc.nat(1e6), fc.nat(1e5), fc.integer({ min: -1e9, max: 1e9 }))
  .map(([sentAt, took, skew]) => ({ sentAt, receivedAt: sentAt + took, wallClock: NOW + skew }))

describe('whatever an origin says', () => {
  it('what is left is a number between 0 and the lifetime, or nothing', async () => {
    await fc.assert(
      fc.property(headers, exchange, fc.nat(1e6), (said, times, later) => {
        const { lifetime, age, freshFor } = freshness(said, times, times.receivedAt + later)

        expect(age).toBeGreaterThanOrEqual(later)
        if (freshFor === undefined) expect(lifetime || 0).toBe(0)
        else {
          expect(freshFor).toBeGreaterThanOrEqual(0)
          expect(freshFor).toBeLessThanOrEqual(lifetime ?? Number.NaN)
        }
      }),
    )
  })

  it('what is left never grows by waiting', async () => {
    await fc.assert(
      fc.property(headers, exchange, fc.nat(1e6), (said, times, later) => {
        const first = freshness(said, times).freshFor
        const then = freshness(said, times, times.receivedAt + later).freshFor

        if (first === undefined) expect(then).toBeUndefined()
        else expect(then).toBe(Math.max(0, first - Math.max(0, later)))
      }),
    )
  })

  it('an age never adds life', async () => {
    await fc.assert(
      fc.property(headers, exchange, seconds, ({ date: _, ...said }, times, age) => {
        const { age: __, ...ageless } = said
        const without = freshness(ageless, times).freshFor ?? 0

        expect(freshness({ ...ageless, age }, times).freshFor ?? 0).toBeLessThanOrEqual(without)
      }),
    )
  })

  it('neither a step of the wall clock nor a wrong one at the origin changes max-age', async () => {
    await fc.assert(
      fc.property(exchange, fc.integer({ min: 3_600_000, max: 1e10 }), fc.boolean(), (times, skew, slow) => {
        const origin = new Date(times.wallClock + (slow ? -skew : skew)).toUTCString()
        const said = { 'cache-control': 'max-age=600', date: origin }
        const took = times.receivedAt - times.sentAt

        expect(freshness(said, times).freshFor).toBe(600_000 - took)
      }),
    )
  })

  it('a wait that it asks for is a finite number of ms, not negative, or nothing', async () => {
    await fc.assert(
      fc.property(headers, exchange, (said, { wallClock }) => {
        const wait = retryAfter(said, wallClock)

        if (wait !== undefined) expect(Number.isFinite(wait) && wait >= 0).toBe(true)
      }),
    )
  })
})
