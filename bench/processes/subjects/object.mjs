/** Keeps records in a plain object. @module */

import { readFileSync } from 'node:fs'
import { priceOf } from './price-of.mjs'

export async function open({ keyed }) {
  const object = JSON.parse(readFileSync(keyed, 'utf8'))
  return {
    get: (key) => object[key],
    ways: {
      record: (key) => priceOf(object[key]),
      miss: (key) => (object[key] === undefined ? 1 : 0),
    },
  }
}
