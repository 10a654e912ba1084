/** Keeps records in lmdb, in a folder of its own. @module */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { peer } from '../../databases/peer.mjs'
import { recordsOf } from '../subjects/records-of.mjs'
import { LMDB } from '../workers/lmdb-options.mjs'

export async function open(path, { sum, count: [field, value] }) {
  const folder = mkdtempSync(join(tmpdir(), 'everterm-bench-'))
  const lmdb = await peer('lmdb')
  const database = lmdb.open({ path: folder, ...LMDB })
  let written
  for await (const record of recordsOf(path)) written = database.put(record.id, record)
  await written
  return {
    get: (key) => database.get(key),
    sum() {
      let total = 0
      for (const { value: record } of database.getRange()) total += record[sum]
      return total
    },
    count() {
      let count = 0
      for (const { value: record } of database.getRange()) if (record[field] === value) count++
      return count
    },
    *all() {
      for (const { value: record } of database.getRange()) yield record
    },
    async end() {
      await database.close()
      rmSync(folder, { recursive: true })
    },
  }
}
