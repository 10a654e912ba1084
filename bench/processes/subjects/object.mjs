/** A plain object. @module */

import { readFileSync } from 'node:fs'

export async function open({ keyed }) {
  const object = JSON.parse(readFileSync(keyed, 'utf8'))
  return {
    get: (key) => object[key],
    ways: {
      record: (key) => object[key].price,
      miss: (key) => (object[key] === undefined ? 1 : 0),
    },
  }
}
