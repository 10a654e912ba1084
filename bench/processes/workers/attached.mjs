/** Reads the table that the main thread shares, and tells when it has a version. @module */

import { parentPort } from 'node:worker_threads'
import { attach } from 'everterm/worker'
import { monotonic } from '../../support/monotonic.mjs'
import { keyOf } from '../../support/records.mjs'
import { checkSample } from '../../support/sample.mjs'

const catalogue = attach('catalogue')
await catalogue.ready()

/** Tells of a version once it can be read. */
function tell() {
  if (catalogue.get().get(keyOf(0)) === undefined) throw new Error('A version without its first record')
  parentPort.postMessage({ at: monotonic() })
}

const answers = {
  size: async () => parentPort.postMessage(catalogue.get().size),
  check: async () => {
    const table = catalogue.get()
    parentPort.postMessage(await checkSample((key) => table.get(key), table.size, 2))
  },
}
parentPort.on('message', (question) => answers[question]())
tell()
catalogue.subscribe(tell)
