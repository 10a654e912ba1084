/** Keeps records in lmdb, in a folder of its own. @module */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { peer } from '../../peers/peer.mjs'
import { LMDB } from '../workers/lmdb-options.mjs'
import { priceOf } from './price-of.mjs'
import { recordsOf } from './records-of.mjs'

export async function open({ ndjson }) {
  const path = mkdtempSync(join(tmpdir(), 'everterm-bench-'))
  const lmdb = await peer('lmdb')
  const database = lmdb.open({ path, ...LMDB })
  let written
  for await (const record of recordsOf(ndjson)) written = database.put(record.id, record)
  await written
  return {
    get: (key) => database.get(key),
    ways: {
      find: (key) => (database.doesExist(key) ? 1 : 0),
      record: (key) => priceOf(database.get(key)),
      miss: (key) => (database.get(key) === undefined ? 1 : 0),
    },
    async end() {
      await database.close()
      rmSync(path, { recursive: true })
    },
  }
}
