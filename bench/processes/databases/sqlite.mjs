/** Keeps records in SQLite, in memory: a column for each field, and JSON for what is nested. @module */

import { peer } from '../../databases/peer.mjs'
import { recordsOf } from '../subjects/records-of.mjs'

const TYPES = { text: 'TEXT', real: 'REAL', int: 'INTEGER', bool: 'INTEGER', nested: 'TEXT' }
const BATCH = 10_000

export async function open(path, { columns, sum, count: [field, value] }) {
  const { default: Database } = await peer('better-sqlite3')
  const database = new Database(':memory:')
  const names = Object.keys(columns)
  const types = names.map(
    (name) => `"${name}" ${TYPES[columns[name].kind]}${name === 'id' ? ' PRIMARY KEY' : ''}`,
  )
  database.exec(`CREATE TABLE records (${types.join()}) WITHOUT ROWID`)
  const insert = database.prepare(`INSERT INTO records VALUES (${names.map(() => '?').join()})`)
  const insertAll = database.transaction((batch) => {
    for (const record of batch) insert.run(names.map((name) => written(columns[name], record[name])))
  })
  let batch = []
  for await (const record of recordsOf(path)) {
    batch.push(record)
    if (batch.length < BATCH) continue
    insertAll(batch)
    batch = []
  }
  insertAll(batch)

  const plain = (row) => {
    for (const name of names) row[name] = read(columns[name], row[name])
    return row
  }
  const one = database.prepare('SELECT * FROM records WHERE id = ?')
  const total = sum && database.prepare(`SELECT sum("${sum}") FROM records`).pluck()
  const counting = database.prepare(`SELECT count(*) FROM records WHERE "${field}" = ?`).pluck()
  const every = database.prepare('SELECT * FROM records')
  return {
    get: (key) => plain(one.get(key)),
    sum: () => total.get(),
    count: () => counting.get(value),
    *all() {
      for (const row of every.iterate()) yield plain(row)
    },
    end: () => database.close(),
  }
}

function written({ kind }, value) {
  if (kind === 'nested') return JSON.stringify(value)
  return kind === 'bool' ? Number(value) : value
}

function read({ kind }, value) {
  if (kind === 'nested') return JSON.parse(value)
  return kind === 'bool' ? value === 1 : value
}
