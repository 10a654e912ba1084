/** Asks plain objects: by a loop over them, a Map of lists, or a sorted list. @module */

import { readFileSync } from 'node:fs'
import { PREFIX, RANGE, TEXT, wanted } from './wanted.mjs'

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

export async function open({ keyed }, size) {
  const records = Object.values(JSON.parse(readFileSync(keyed, 'utf8')))

  function grouped(field) {
    const groups = new Map()
    for (const [row, record] of records.entries()) {
      const group = groups.get(record[field])
      if (group === undefined) groups.set(record[field], [row])
      else group.push(row)
    }
    return groups
  }
  const sorted = (field) =>
    Uint32Array.from(records.keys()).sort((a, b) => compare(records[a][field], records[b][field]))
  const count = (fits) => records.reduce((sum, record) => (fits(record) ? sum + 1 : sum), 0)

  const byName = grouped('name')
  const byPrice = sorted('price')
  const inOrder = sorted('name')
  const { names, prices, prefixes, mask } = wanted(size)
  return {
    builds: {
      'equal currency': () => void grouped('currency'),
      'equal name': () => void grouped('name'),
      'equal price': () => void grouped('price'),
      'range stock': () => void sorted('stock'),
      'range price': () => void sorted('price'),
      'prefix name': () => void sorted('name'),
    },
    scans: {
      text: () => count(({ currency }) => currency === TEXT),
      range: () => count(({ price }) => price >= RANGE[0] && price <= RANGE[1]),
      prefix: () => count(({ name }) => name.startsWith(PREFIX)),
    },
    reads: {
      row: (i) => byName.get(names[i & mask])[0],
      record: (i) => records[byName.get(names[i & mask])[0]].stock,
      size: (i) => byName.get(names[i & mask]).length,
      range(i) {
        const from = prices[i & mask]
        return (
          first(byPrice, (row) => records[row].price >= from + 1) -
          first(byPrice, (row) => records[row].price >= from)
        )
      },
      prefix(i) {
        const prefix = prefixes[i & mask]
        const start = first(inOrder, (row) => records[row].name >= prefix)
        return (
          first(inOrder, (row) => records[row].name >= prefix && !records[row].name.startsWith(prefix)) -
          start
        )
      },
    },
  }
}

/** The first place whose row fits, where all behind it do as well. */
function first(rows, fits) {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (fits(rows[middle])) high = middle
    else low = middle + 1
  }
  return low
}
