/** Fetches, inflates, parses and puts each record into lmdb, all in one transaction. @module */

import { parentPort, workerData } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import { peer } from '../../peers/peer.mjs'
import { LMDB } from './lmdb-options.mjs'

const { open } = await peer('lmdb')
const database = open({ path: workerData.path, ...LMDB })

parentPort.on('message', async () => {
  const response = await fetch(workerData.url)
  const records = JSON.parse(gunzipSync(await response.arrayBuffer()).toString())
  await database.transaction(() => {
    for (const key in records) database.put(key, records[key])
  })
  parentPort.postMessage('stored')
})
