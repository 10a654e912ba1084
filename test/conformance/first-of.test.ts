/** Several origins in order hold together what the contract says of one. @module */

import { describe, test } from 'vitest'
import { firstOf } from '../../src/fetch/first-of.ts'
import { http } from '../../src/fetch/http.ts'
import { testFetcher } from '../../src/testing/test-fetcher.ts'
import { placeAt } from '../support/place.ts'

const DATA = '/data'

describe('firstOf, with a first origin that answers', () => {
  const first = placeAt(DATA)
  const fallback = placeAt('/nothing')
  const make = () => firstOf([http(first.base() + DATA), http(fallback.base() + DATA)])
  testFetcher({ ...first.hooks, make }, test)
})

// When no origin delivers, the error is the first one's, which has nothing there.
const TOLD_BY_THE_FIRST = ['takes as many bytes as are allowed, and not one more', 'refuses an empty body']

describe('firstOf, with a fallback that answers', () => {
  const first = placeAt('/nothing')
  const fallback = placeAt(DATA)
  const make = () => firstOf([http(first.base() + DATA), http(fallback.base() + DATA)])
  testFetcher({ ...fallback.hooks, make }, (title, run) => {
    if (!TOLD_BY_THE_FIRST.includes(title)) test(title, run)
  })
})
