/** Keeps records in DuckDB, in memory, which reads the lines itself and answers by promises. @module */

import { peer } from '../../databases/peer.mjs'

const TYPES = { text: 'VARCHAR', real: 'DOUBLE', int: 'INTEGER', bool: 'BOOLEAN' }

export async function open(path, { columns, sum, count: [field, value] }) {
  const { DuckDBInstance } = await peer('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const types = Object.entries(columns).map(([name, { kind, type }]) => `"${name}": '${type ?? TYPES[kind]}'`)
  const from = `read_json('${path}', format = 'newline_delimited', columns = {${types.join()}})`
  await connection.run(`CREATE TABLE records AS SELECT * FROM ${from}`)
  await connection.run('CREATE UNIQUE INDEX records_id ON records (id)')
  const one = await connection.prepare('SELECT * FROM records WHERE id = $1')
  const only = async (sql) => (await connection.runAndReadAll(sql)).getRowsJS()[0][0]
  return {
    async get(key) {
      one.bindVarchar(1, key)
      return (await one.runAndReadAll()).getRowObjectsJS()[0]
    },
    sum: () => only(`SELECT sum("${sum}") FROM records`),
    count: async () => Number(await only(`SELECT count(*) FROM records WHERE "${field}" = '${value}'`)),
    async *all() {
      const result = await connection.stream('SELECT * FROM records')
      for await (const rows of result.yieldRowObjectJs()) yield* rows
    },
    end: () => connection.closeSync(),
  }
}
