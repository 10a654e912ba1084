/** Keeps records in a table of everterm. @module */

import { file, remoteTerm, supervise, table } from 'everterm'
import { priceOf } from './price-of.mjs'

export async function open({ packed }, options) {
  const term = remoteTerm({
    name: 'catalogue',
    fetcher: file(packed),
    deserialize: table(options),
    refreshInterval: null,
  })
  const tree = await supervise({ term })
  const held = term.get()
  const prices = held.column('price')
  const names = held.column('name')
  const widths = held.column('dims', 'w')
  return {
    table: held,
    get: (key) => held.get(key),
    ways: {
      term: () => (term.get() === held ? 1 : 0),
      find: (key) => (held.has(key) ? 1 : 0),
      miss: (key) => (held.has(key) ? 0 : 1),
      raw: (key) => held.raw(key).length,
      record: (key) => priceOf(held.get(key)),
      field: (key) => prices.get(key),
      text: (key) => names.get(key).length,
      nested: (key) => widths.get(key),
    },
    end: () => tree.stop(),
  }
}
