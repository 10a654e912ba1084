/** Refreshes through a worker that fetches and parses, and puts each record into lmdb, which this thread reads. @module */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { peer } from '../../peers/peer.mjs'
import { inWorker } from '../workers/in-worker.mjs'
import { LMDB } from '../workers/lmdb-options.mjs'

export async function open(url) {
  const folder = mkdtempSync(join(tmpdir(), 'everterm-bench-'))
  const lmdb = await peer('lmdb')
  const database = lmdb.open({ path: folder, ...LMDB })
  const { ask, end } = inWorker('store', { url: `${url}/keyed`, path: folder })
  const refresh = () => ask('refresh')
  await refresh()
  return {
    refresh,
    get: (key) => database.get(key),
    async end() {
      await end()
      await database.close()
      rmSync(folder, { recursive: true })
    },
  }
}
