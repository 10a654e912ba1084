/** Keeps records in node-cache, which clones what it gives unless told otherwise. @module */

import { peer } from '../../peers/peer.mjs'
import { priceOf } from './price-of.mjs'
import { recordsOf } from './records-of.mjs'

export async function open({ ndjson }, { useClones }) {
  const { default: NodeCache } = await peer('node-cache')
  const cache = new NodeCache({ useClones, checkperiod: 0 })
  for await (const record of recordsOf(ndjson)) cache.set(record.id, record)
  return {
    get: (key) => cache.get(key),
    ways: {
      record: (key) => priceOf(cache.get(key)),
      miss: (key) => (cache.get(key) === undefined ? 1 : 0),
    },
  }
}
