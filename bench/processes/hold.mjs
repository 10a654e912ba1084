/** Loads a subject and looks at what the process holds, some seconds later and without a manual gc. @module */

import { setTimeout as sleep } from 'node:timers/promises'
import { forgetPeak, peakResident, resident } from '../support/resident.mjs'
import { checkSample } from '../support/sample.mjs'
import { bytesOf } from '../support/table-bytes.mjs'

const { subject, options, paths, size, restMs } = JSON.parse(process.argv[2])
const { open } = await import(`./subjects/${subject}.mjs`)

forgetPeak()
const since = performance.now()
const { get, table, end } = await open(paths, options, size)
const loadMs = performance.now() - since
await sleep(restMs)
const { heapUsed } = process.memoryUsage()
const held = { rss: resident(), peak: peakResident(), heap: heapUsed / 1e6 }
const checked = get === undefined ? 0 : await checkSample(get, size, 1)
process.send({ loadMs, ...held, bytes: table && bytesOf(table), checked })
await end?.()
process.disconnect()
