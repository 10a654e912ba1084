/** Goes from one publication to the next, one way in a process of its own. @module */

import { createHash } from 'node:crypto'
import diagnostics_channel from 'node:diagnostics_channel'
import { once } from 'node:events'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
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

/** By then what was let go is taken back. */
const TAIL_MS = 1_500

/** The first, and those that follow. */
const REFRESHES = 5

const { way, steps, folder } = JSON.parse(process.argv[2])
const own = mkdtempSync(join(folder, 'process-'))
const store = join(own, 'store')
for (const step of steps) {
  const [from, to] = [step.before, step.after].map(digestOf)
  Object.assign(step, { from, to })
  put(deltaName(from, to), step.delta.path)
  put(recordDeltaName(from, to, step.records.decoder), step.records.path)
}
const isTable = way === 'decoded' || way === 'records'
const [there] = steps
publish(1, there.before, there.from)

const deltasOf = {
  delta({ from, delta: { sha256, size, windowLog } }) {
    return { deltas: [{ from, format: 'zstd', sha256, size, windowLog }] }
  },
  records({ from, records: { path, decoder, size, unpacked, result } }) {
    return { recordDeltas: [{ from, decoder, sha256: digestOf(path), size, unpacked, result }] }
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
const parts = partsOf(term.get())
await sleep(TAIL_MS)

const refreshes = []
for (let seq = 2; seq < 2 + REFRESHES; seq++) refreshes.push(await refreshed(seq, steps[seq % 2]))
const [first, ...later] = refreshes
const faults = told.filter(({ error }) => error !== undefined)
if (faults.length > 0) throw faults[0].error
if (told.length !== (way in deltasOf ? REFRESHES : 0)) throw new Error(`${way}: by another way`)
const wire = { delta: there.delta, records: there.records }[way]?.size ?? statSync(there.after).size
const laterPause = later.map(({ pause }) => pause).sort((a, b) => a - b)[later.length >> 1]
process.send({ ...first, laterPause, ...(way === 'records' && (await inThread())), wire: wire / 1e6 })
await tree.stop()
process.disconnect()

async function refreshed(seq, step) {
  leaveInHost(step.from)
  publish(seq, step.after, step.to, deltasOf[way]?.(step))
  const held = resident()
  forgetPeak()
  const pauses = watchPauses()
  await sleep(200)
  await pauses.clear()
  const cpu = process.cpuUsage()
  const since = performance.now()
  await term.refresh()
  const ms = performance.now() - since
  const { pause } = pauses.end()
  // The versions before are taken back.
  const tail = watchPauses()
  await sleep(TAIL_MS)
  const { user, system } = process.cpuUsage(cpu)
  return { ms, cpuMs: (user + system) / 1e3, pause, after: tail.end().pause, peak: peakResident() - held }
}

/** What it takes of a thread: the first sums up the keys of its table, which the others know. */
async function inThread() {
  const { path, unpacked, result } = there.records
  const worker = new Worker(new URL('workers/patch.mjs', import.meta.url), {
    workerData: { path, unpacked, result, parts },
  })
  const [[first, ...later]] = await once(worker, 'message')
  return { first, later: Math.min(...later) }
}

/** The host has what is held, and nothing of what went before. */
function leaveInHost(sha256) {
  const objects = join(own, 'host', 'objects')
  for (const name of readdirSync(objects)) if (name !== sha256) rmSync(join(objects, name))
}

function digestOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
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
