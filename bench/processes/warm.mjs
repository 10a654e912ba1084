/** Refreshes a large table once, with a keepsake or without; then starts anew, from disk or from memory. @module */

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { remoteTerm, supervise, table } from '../../dist/src/index.js'
import { threadMs } from '../support/thread-time.mjs'

const CHUNK = 65_536
const TAIL_MS = 3_000

const { way, files, folder } = JSON.parse(process.argv[2])
const payloads = []
for (const file of files) payloads.push(await readFile(file))
const dir = await mkdtemp(join(folder, 'everterm-bench-'))
const keepsake = way === 'kept' ? { dir } : false

async function* chunks(bytes) {
  for (let at = 0; at < bytes.byteLength; at += CHUNK) yield bytes.subarray(at, at + CHUNK)
}

/** A term whose origin is this process's memory; `isDown` says that it answers nobody. */
function served(version, isDown = false) {
  const probe = isDown
    ? () => new Promise(() => {})
    : async (known) =>
        known?.version === version.now
          ? { changed: false }
          : { changed: true, version: version.now, open: () => chunks(payloads[version.now - 1]) }
  return remoteTerm({
    name: 'table',
    fetcher: { name: 'memory', probe },
    deserialize: table(),
    refreshInterval: null,
    limits: { maxBytes: 2 ** 30, maxInflatedBytes: 2 ** 30 },
    keepsake,
  })
}

const heard = []
const listening = new Set()
const observer = {
  name: 'bench',
  hear(event) {
    heard.push(event)
    for (const look of listening) look(event)
  },
}
const written = () =>
  way === 'kept' &&
  new Promise((resolve) => {
    const look = ({ type }) => {
      if (type === 'keepsake.written' && listening.delete(look)) resolve()
    }
    listening.add(look)
  })

const version = { now: '1' }
const term = served(version)
const firstWritten = written()
const tree = await supervise({ term }, { observers: [observer] })
await firstWritten
await sleep(TAIL_MS)

version.now = '2'
const secondWritten = written()
const before = threadMs()
const since = performance.now()
await term.refresh()
const refreshMs = performance.now() - since
await Promise.all([secondWritten, sleep(TAIL_MS)])
const ownMs = threadMs() - before
const { phases } = heard.findLast(({ type }) => type === 'refresh.updated')
await tree.stop()

const again = served(version, way === 'kept')
const heardBefore = heard.length
const cpuBefore = process.cpuUsage()
const startedAt = performance.now()
const second = await supervise({ again }, { observers: [observer] })
again.get().get(again.get().keys().next().value)
const startMs = performance.now() - startedAt
const { user, system } = process.cpuUsage(cpuBefore)
// A start from memory decodes what a start from disk does, in a thread that is as new.
const fromMemory = heard.slice(heardBefore).find(({ type }) => type === 'refresh.updated')
await second.stop({ timeout: 1 })
// The stop is cut short, so that something may still be written.
await rm(dir, { recursive: true, force: true, maxRetries: 20 })
process.send({
  refreshMs,
  threadMs: ownMs,
  decodeMs: phases.decoding,
  startMs,
  startCpuMs: (user + system) / 1_000,
  firstDecodeMs: fromMemory?.phases.decoding ?? 0,
})
process.disconnect()
