/** Holds the records as an object of its own, and tells when it has a version. @module */

import { parentPort, workerData } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import { monotonic } from '../../support/monotonic.mjs'
import { checkSample } from '../../support/sample.mjs'

let records

async function refresh() {
  const response = await fetch(workerData.url)
  records = JSON.parse(gunzipSync(await response.arrayBuffer()).toString())
  parentPort.postMessage({ at: monotonic() })
}

const size = () => Object.keys(records).length
const answers = {
  refresh,
  size: async () => parentPort.postMessage(size()),
  check: async () => parentPort.postMessage(await checkSample((key) => records[key], size(), 2)),
}
parentPort.on('message', (question) => answers[question]())
await refresh()
