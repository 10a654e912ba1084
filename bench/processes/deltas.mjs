/** Goes from one publication to the next, one way in a process of its own. @module */

import { createHash } from 'node:crypto'
import diagnostics_channel from 'node:diagnostics_channel'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { bytes, remoteTerm, supervise } from '../../dist/src/index.js'
import { deltaName, objectName, writeEnvelope, writeManifest } from '../../dist/src/manifest/index.js'
import { published } from '../../dist/src/published.js'
import { watchPauses } from '../support/pauses.mjs'
import { forgetPeak, peakResident, resident } from '../support/resident.mjs'

const TAIL_MS = 500

const { way, before, after, delta, folder } = JSON.parse(process.argv[2])
const own = mkdtempSync(join(folder, 'process-'))
const store = join(own, 'store')
const [from, to] = [before, after].map((path) =>
  createHash('sha256').update(readFileSync(path)).digest('hex'),
)
put(deltaName(from, to), delta.path)
publish(1, before, from)

const told = []
diagnostics_channel.subscribe('everterm:delta', (message) => void told.push(message))
const term = remoteTerm({
  name: 'prices',
  fetcher: published(pathToFileURL(store), { folder: join(own, 'host') }),
  deserialize: bytes({ shared: true }),
  refreshInterval: null,
  limits: { maxBytes: 2 ** 30 },
})
const tree = await supervise({ term })
const { sha256, size, windowLog } = delta
publish(2, after, to, [{ from, format: 'zstd', sha256, size, windowLog }])
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
if (isMade !== (way === 'delta')) throw new Error(`${way}: ${told[0]?.error?.message ?? 'by another way'}`)
process.send({ ...measured, wire: (way === 'delta' ? size : statSync(after).size) / 1e6 })
await tree.stop()
process.disconnect()

function put(name, path) {
  const target = join(store, 'prices', name)
  mkdirSync(dirname(target), { recursive: true })
  copyFileSync(path, target)
}

function publish(seq, path, sha256, deltas) {
  put(objectName(sha256), path)
  const about = { schema: 1, term: 'prices', seq, createdAt: '2026-11-30T12:00:00Z' }
  const named = way === 'delta' && deltas !== undefined && { deltas }
  const manifest = writeManifest({ ...about, sha256, size: statSync(path).size, ...named })
  writeFileSync(join(store, 'prices', 'stable.json'), writeEnvelope({ manifest }))
}
