/** Applies a delta of records some times over, as a thread that decodes does, and tells what each took of it. @module */

import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { patchedTable } from '../../../dist/src/decode/table/delta-job.js'
import { threadMs } from '../../support/thread-time.mjs'

const { path, unpacked, result, parts } = workerData
const changed = readFileSync(path)
const times = []
let held = parts
for (let round = 0; round < 5; round++) {
  const since = threadMs()
  const { parts: next } = await patchedTable({ unpacked, result, most: 2 ** 30, before: held }, changed)
  times.push(threadMs() - since)
  held = { ...held, index: next.index }
}
parentPort.postMessage(times)
