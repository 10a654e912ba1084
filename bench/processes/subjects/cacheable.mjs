/** Keeps records in cacheable, and in its memory alone, which answers at once. @module */

import { peer } from '../../peers/peer.mjs'
import { priceOf } from './price-of.mjs'
import { recordsOf } from './records-of.mjs'

export async function open({ ndjson }, { memory }) {
  const { Cacheable, CacheableMemory } = await peer('cacheable')
  const cache = memory ? new CacheableMemory() : new Cacheable()
  for await (const record of recordsOf(ndjson)) await cache.set(record.id, record)
  return {
    get: (key) => cache.get(key),
    ...(memory
      ? {
          ways: {
            record: (key) => priceOf(cache.get(key)),
            miss: (key) => (cache.get(key) === undefined ? 1 : 0),
          },
        }
      : {
          async: true,
          ways: {
            record: async (key) => priceOf(await cache.get(key)),
            miss: async (key) => ((await cache.get(key)) === undefined ? 1 : 0),
          },
        }),
  }
}
