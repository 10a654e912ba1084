/** Keeps records in a table of everterm. @module */

import { file, remoteTerm, supervise, table } from 'everterm'

export async function open(path, { sum, count: [field, value] }) {
  const term = remoteTerm({
    name: 'records',
    fetcher: file(path),
    deserialize: table({ key: 'id' }),
    refreshInterval: null,
  })
  const tree = await supervise({ term })
  const held = term.get()
  return {
    get: (key) => held.get(key),
    sum: () => held.column(sum).sum?.() ?? added(held.column(sum).values()),
    count: () => held.column(field).count?.(value) ?? counted(held.column(field).values(), value),
    all: () => held.values(),
    end: () => tree.stop(),
  }
}

function added(values) {
  let total = 0
  for (const value of values) total += value
  return total
}

function counted(values, wanted) {
  let count = 0
  for (const value of values) if (value === wanted) count++
  return count
}
