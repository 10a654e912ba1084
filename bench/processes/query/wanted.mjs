/** What is asked for: values that records have, in an order that no cache foresees. @module */

import { keysAmong, placeOf } from '../../support/keys.mjs'
import { record } from '../../support/records.mjs'

export const TEXT = 'EUR'
export const RANGE = [10, 20]
export const PREFIX = 'alpha b'

export function wanted(size) {
  const records = keysAmong(size)
    .slice(0, 4096)
    .map((key) => record(placeOf(key), 1))
  return {
    names: records.map(({ name }) => name),
    prices: records.map(({ price }) => price),
    prefixes: records.map(({ name }) => name.slice(0, 5)),
    mask: 4095,
  }
}
