/** Asks a table of everterm. @module */

import { readFileSync } from 'node:fs'
import { table } from 'everterm'
// How long an index takes is only seen from within.
import { atOnce, buildIndex, openParts, partsOf } from '../../../dist/src/decode/table/read/index.js'
import { PREFIX, RANGE, TEXT, wanted } from './wanted.mjs'

const INDEXES = [
  ['equal', 'currency'],
  ['equal', 'name'],
  ['equal', 'price'],
  ['range', 'stock'],
  ['range', 'price'],
  ['prefix', 'name'],
]

export async function open({ keyed }, size) {
  const parts = partsOf(await table({ columns: true })(readFileSync(keyed)))
  const indexOf = ([kind, field]) => atOnce(buildIndex(parts, { kind, path: [field] }))
  const weigh = ({ rows, starts }) => rows.byteLength + (starts?.byteLength ?? 0)
  // Nobody builds an index for it.
  const plain = openParts(parts, { buildIndex: () => new Promise(() => {}) })
  const held = openParts({ ...parts, indexes: INDEXES.map(indexOf) })
  const { names, prices, prefixes, mask } = wanted(size)
  const name = held.where('name')
  const price = held.where('price')
  return {
    builds: Object.fromEntries(INDEXES.map((index) => [index.join(' '), () => weigh(indexOf(index))])),
    scans: {
      text: () => plain.where('currency').is(TEXT).size,
      range: () => plain.where('price').from(RANGE[0]).to(RANGE[1]).size,
      prefix: () => plain.where('name').startsWith(PREFIX).size,
    },
    reads: {
      row: (i) =>
        name
          .is(names[i & mask])
          .limit(1)
          .rows()[0],
      record: (i) => name.is(names[i & mask]).first().stock,
      size: (i) => name.is(names[i & mask]).size,
      range: (i) => price.from(prices[i & mask]).below(prices[i & mask] + 1).size,
      prefix: (i) => name.startsWith(prefixes[i & mask]).size,
    },
  }
}
