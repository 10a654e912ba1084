/** A thread of the service, which reads a term that is shared with it. @module */

import { parentPort } from 'node:worker_threads'
import { attach } from 'everterm/worker'

const rows = attach('rows')
void rows.ready().then(() => parentPort.postMessage(rows.get().get('k29999')))
