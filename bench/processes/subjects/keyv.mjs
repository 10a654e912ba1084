/** Keeps records in keyv, over its Map. @module */

import { peer } from '../../peers/peer.mjs'
import { priceOf } from './price-of.mjs'
import { recordsOf } from './records-of.mjs'

export async function open({ ndjson }) {
  const { Keyv } = await peer('keyv')
  const cache = new Keyv()
  for await (const record of recordsOf(ndjson)) await cache.set(record.id, record)
  return {
    async: true,
    get: (key) => cache.get(key),
    ways: {
      record: async (key) => priceOf(await cache.get(key)),
      miss: async (key) => ((await cache.get(key)) === undefined ? 1 : 0),
    },
  }
}
