/** Goes from one publication to the next, one way in a process of its own. @module */

import { createHash } from 'node:crypto'
import diagnostics_channel from 'node:diagnostics_channel'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { partsOf } from '../../dist/src/decode/table/index.js'
import { bytes, remoteTerm, supervise, table } from '../../dist/src/index.js'
import {
  deltaName,
  objectName,
  recordDeltaName,
  writeEnvelope,
  writeManifest,
} from '../../dist/src/manifest/index.js'
import { published } from '../../dist/src/published.js'
import { watchPauses } from '../support/pauses.mjs'
import { forgetPeak, peakResident, resident } from '../support/resident.mjs'

const TAIL_MS = 500

const { way, before, after, delta, records, folder } = JSON.parse(process.argv[2])
const own = mkdtempSync(join(folder, 'process-'))
const store = join(own, 'store')
const [from, to] = [before, after].map((path) =>
  createHash('sha256').update(readFileSync(path)).digest('hex'),
)
put(deltaName(from, to), delta.path)
put(recordDeltaName(from, to, records.decoder), records.path)
const isTable = way === 'decoded' || way === 'records'
publish(1, before, from)

const deltasOf = {
  delta() {
    const { sha256, size, windowLog } = delta
    return { deltas: [{ from, format: 'zstd', sha256, size, windowLog }] }
  },
  records() {
    const { decoder, size, unpacked, result } = records
    const sha256 = createHash('sha256').update(readFileSync(records.path)).digest('hex')
    return { recordDeltas: [{ from, decoder, sha256, size, unpacked, result }] }
  },
}
const told = []
diagnostics_channel.subscribe('everterm:delta', (message) => void told.push(message))
const term = remoteTerm({
  name: 'prices',
  fetcher: published(pathToFileURL(store), { folder: join(own, 'host') }),
  deserialize: isTable ? table() : bytes({ shared: true }),
  refreshInterval: null,
  limits: { maxBytes: 2 ** 30, maxInflatedBytes: 2 ** 30 },
})
const tree = await supervise({ term })
publish(2, after, to, deltasOf[way]?.())
const parts = partsOf(term.get())
await sleep(TAIL_MS)
const held = resident()
forgetPeak()
const pauses = watchPauses()
await sleep(200)

await pauses.clear()
const cpu = process.cpuUsage()
const since = performance.now()
await term.refresh()
const ms = performance.now() - since
const during = pauses.end()
// The versions before are taken back.
const tail = watchPauses()
await sleep(TAIL_MS)
const { user, system } = process.cpuUsage(cpu)
const measured = {
  ms,
  cpuMs: (user + system) / 1e3,
  pause: during.pause,
  after: tail.end().pause,
  peak: peakResident() - held,
}
const isMade = told.length === 1 && told[0].error === undefined
if (isMade !== Object.hasOwn(deltasOf, way))
  throw new Error(`${way}: ${told[0]?.error?.message ?? 'by another way'}`)
const wire = { delta, records }[way]?.size ?? statSync(after).size
process.send({ ...measured, ...(way === 'records' && (await inThread())), wire: wire / 1e6 })
await tree.stop()
process.disconnect()

/** What it takes of a thread: the first sums up the keys of its table, which the others know. */
async function inThread() {
  const { path, unpacked, result } = records
  const worker = new Worker(new URL('workers/patch.mjs', import.meta.url), {
    workerData: { path, unpacked, result, parts },
  })
  const [[first, ...later]] = await once(worker, 'message')
  return { first, later: Math.min(...later) }
}

function put(name, path) {
  const target = join(store, 'prices', name)
  mkdirSync(dirname(target), { recursive: true })
  copyFileSync(path, target)
}

function publish(seq, path, sha256, deltas = {}) {
  put(objectName(sha256), path)
  const about = { schema: 1, term: 'prices', seq, createdAt: '2026-11-30T12:00:00Z' }
  const manifest = writeManifest({ ...about, sha256, size: statSync(path).size, ...deltas })
  writeFileSync(join(store, 'prices', 'stable.json'), writeEnvelope({ manifest }))
}
