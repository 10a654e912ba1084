/** `ETag` and `Last-Modified`, on their way out again, and the 304 that they may confirm. @module */

import {
  conditionsOf,
  confirms,
  readValidators,
  strongEtag,
  validatorsOf,
} from '../../../src/fetch/headers/validators.ts'
import { block, headersOf } from '../harness/headers.ts'
import { type FuzzSubject, holds } from '../harness/subject.ts'

const NOW = Date.UTC(2030, 0, 1)
/** What may stand in a header that is sent. */
const LEGAL = /^[\x20-\x7e\x80-\xff]{1,1024}$/

export const validatorsSubject: FuzzSubject = {
  name: 'validators',
  share: 20,
  seeds: [
    block({
      etag: '"v1"',
      'last-modified': 'Mon, 31 Dec 2029 00:00:00 GMT',
      date: 'Tue, 01 Jan 2030 00:00:00 GMT',
    }),
    block({ etag: 'W/"a-gzip"', 'content-encoding': 'gzip', vary: 'accept-encoding' }),
    block({ etag: 'without-quotes' }),
    block({ 'last-modified': 'Tuesday, 01-Jan-30 00:00:00 GMT' }),
  ],
  words: ['"', 'W/', '*', ',', '-gzip', '\xff', '\x80', 'etag: ', 'GMT', '\\', 'last-modified: '],
  check(input) {
    const headers = headersOf(input)
    const validators = validatorsOf(headers, NOW)
    for (const kept of [validators, readValidators(JSON.parse(JSON.stringify(validators)))]) {
      const sent = Object.values(conditionsOf(kept))
      for (const condition of sent) {
        for (const value of [condition ?? []].flat())
          holds(LEGAL.test(value), `a condition of ${JSON.stringify(value)}`)
      }
      holds(typeof confirms(kept, headers) === 'boolean', 'neither confirmed nor not')
    }
    const strong = strongEtag(headers)
    holds(strong === undefined || /^"[^"]*"$/.test(strong), `a strong tag of ${strong}`)
  },
}
