/** Keeps records in a plain object. @module */

import { recordsOf } from '../subjects/records-of.mjs'

export async function open(path, { sum, count: [field, value] }) {
  const object = {}
  for await (const record of recordsOf(path)) object[record.id] = record
  return {
    get: (key) => object[key],
    sum() {
      let total = 0
      for (const key in object) total += object[key][sum]
      return total
    },
    count() {
      let count = 0
      for (const key in object) if (object[key][field] === value) count++
      return count
    },
    *all() {
      for (const key in object) yield object[key]
    },
  }
}
