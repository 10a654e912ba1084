/** Keeps records in a Map. @module */

import { recordsOf } from '../subjects/records-of.mjs'

export async function open(path, { sum, count: [field, value] }) {
  const map = new Map()
  for await (const record of recordsOf(path)) map.set(record.id, record)
  return {
    get: (key) => map.get(key),
    sum() {
      let total = 0
      for (const record of map.values()) total += record[sum]
      return total
    },
    count() {
      let count = 0
      for (const record of map.values()) if (record[field] === value) count++
      return count
    },
    all: () => map.values(),
  }
}
