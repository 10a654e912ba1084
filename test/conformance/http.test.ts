/** HTTP holds what the contract says, over real sockets. @module */

import { describe, test } from 'vitest'
import { http } from '../../src/fetch/http.ts'
import { testFetcher } from '../../src/testing/test-fetcher.ts'
import { placeAt } from '../support/place.ts'

const SECRET = 'token-of-the-test'

describe.each([
  ['strong', false],
  ['weak', true],
])('http, with %s ETags', (_, weak) => {
  const { base, hooks } = placeAt('/data', { weak })
  const make = () =>
    http(`${base()}/data?token=${SECRET}`, { headers: { 'x-api-key': SECRET }, cache: false })
  testFetcher({ ...hooks, make, secrets: [SECRET] }, test)
})
