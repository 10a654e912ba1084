/** Fetches, inflates and parses; posts the object. @module */

import { parentPort, workerData } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'

parentPort.on('message', async () => {
  const response = await fetch(workerData.url)
  const bytes = gunzipSync(await response.arrayBuffer())
  parentPort.postMessage(JSON.parse(bytes.toString()))
})
