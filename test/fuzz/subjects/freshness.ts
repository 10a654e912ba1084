/** `Cache-Control`, `Age`, `Date`, `Expires`, `Vary`: how long an answer stays fresh. @module */

import { freshness } from '../../../src/fetch/headers/freshness.ts'
import { parseHttpDate } from '../../../src/fetch/headers/http-date.ts'
import { firstHeader } from '../../../src/fetch/headers/response-headers.ts'
import { retryAfter } from '../../../src/fetch/headers/retry-after.ts'
import { block, headersOf } from '../harness/headers.ts'
import { type FuzzSubject, holds } from '../harness/subject.ts'

const NOW = Date.UTC(2030, 0, 1)
const EXCHANGE = { sentAt: 1_000, receivedAt: 1_500, wallClock: NOW }

export const freshnessSubject: FuzzSubject = {
  name: 'freshness',
  share: 22,
  seeds: [
    block({
      'cache-control': 'max-age=60, stale-if-error=300',
      age: '10',
      date: 'Tue, 01 Jan 2030 00:00:00 GMT',
    }),
    block({
      'cache-control': 'private="x, y", no-cache="set-cookie"; must-revalidate, immutable',
      vary: 'accept',
    }),
    block({ expires: 'Tuesday, 01-Jan-30 00:00:00 GMT', 'last-modified': 'Tue Jan  1 00:00:00 2030' }),
    block({ 'retry-after': '120' }),
    block({ 'retry-after': 'Tue, 01 Jan 2030 00:10:00 GMT', date: 'Tue, 01 Jan 2030 00:00:00 GMT' }),
  ],
  words: [
    'max-age=',
    's-maxage',
    'no-store',
    '"',
    '\\"',
    ',',
    '=',
    ';',
    'GMT',
    'Feb 30',
    ' ',
    '\t',
    '-',
    'age: ',
    '*',
  ],
  check(input) {
    const headers = headersOf(input)
    for (const heuristic of [false, true]) {
      const { lifetime, age, freshFor, staleFor } = freshness(headers, EXCHANGE, 2_000, { heuristic })
      for (const each of [lifetime, freshFor, staleFor]) holds(isSpan(each), `a span of ${each}`)
      holds(isSpan(age) && Number.isFinite(age), `an age of ${age}`)
    }
    const wait = retryAfter(headers, NOW)
    holds(isSpan(wait), `a wait of ${wait}`)
    const moment = parseHttpDate(firstHeader(headers.date) ?? '', NOW)
    holds(moment === undefined || Number.isSafeInteger(moment), `a date at ${moment}`)
  },
}

const isSpan = (ms: number | undefined): boolean => ms === undefined || ms >= 0
