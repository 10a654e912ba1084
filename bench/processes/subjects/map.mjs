/** Keeps records in a Map. @module */

import { priceOf } from './price-of.mjs'
import { recordsOf } from './records-of.mjs'

export async function open({ ndjson }) {
  const map = new Map()
  for await (const record of recordsOf(ndjson)) map.set(record.id, record)
  return {
    get: (key) => map.get(key),
    ways: {
      find: (key) => (map.has(key) ? 1 : 0),
      record: (key) => priceOf(map.get(key)),
      miss: (key) => (map.has(key) ? 0 : 1),
    },
  }
}
