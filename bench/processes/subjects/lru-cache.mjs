/** Keeps records in lru-cache, with room for all. @module */

import { peer } from '../../peers/peer.mjs'
import { priceOf } from './price-of.mjs'
import { recordsOf } from './records-of.mjs'

export async function open({ ndjson }, _, size) {
  const { LRUCache } = await peer('lru-cache')
  const cache = new LRUCache({ max: size })
  for await (const record of recordsOf(ndjson)) cache.set(record.id, record)
  return {
    get: (key) => cache.get(key),
    ways: {
      record: (key) => priceOf(cache.get(key)),
      miss: (key) => (cache.get(key) === undefined ? 1 : 0),
    },
  }
}
