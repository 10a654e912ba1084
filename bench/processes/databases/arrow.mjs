/** Keeps records as columns of Apache Arrow, and a Map from their keys to their rows. @module */

import { peer } from '../../databases/peer.mjs'
import { recordsOf } from '../subjects/records-of.mjs'

export async function open(path, { columns, sum, count: [field, value] }) {
  const arrow = await peer('apache-arrow')
  const records = []
  for await (const record of recordsOf(path)) records.push(record)
  const vectors = Object.entries(columns).map(([name, column]) => {
    const values = records.map((record) => record[name])
    return [name, arrow.vectorFromArray(values, typeOf(arrow, column))]
  })
  const table = new arrow.Table(Object.fromEntries(vectors))
  const rows = new Map(records.map(({ id }, row) => [id, row]))
  records.length = 0
  const nested = Object.keys(columns).filter((name) => columns[name].kind === 'nested')
  const plain = (row) => {
    const record = row.toJSON()
    for (const name of nested) record[name] = record[name].toJSON()
    return record
  }
  return {
    get: (key) => plain(table.get(rows.get(key))),
    sum() {
      let total = 0
      for (const one of table.getChild(sum).toArray()) total += one
      return total
    },
    count() {
      let count = 0
      for (const one of table.getChild(field)) if (one === value) count++
      return count
    },
    *all() {
      for (const row of table) yield plain(row)
    },
  }
}

/** Nested objects are inferred; empty lists can't be. */
function typeOf({ Bool, Dictionary, Field, Float64, Int32, List, Utf8 }, { kind, type }) {
  if (kind === 'text') return new Dictionary(new Utf8(), new Int32())
  if (kind === 'real') return new Float64()
  if (kind === 'int') return new Int32()
  if (kind === 'bool') return new Bool()
  return type === 'VARCHAR[]' ? new List(new Field('item', new Utf8(), true)) : undefined
}
