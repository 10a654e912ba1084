/** Rolls publications out to a fleet on a real engine, and notes when what was written, and when what was live where. @module */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { beginRollout } from '../../dist/src/fleet/begin-rollout.js'
import { readRolloutOf } from '../../dist/src/fleet/documents.js'
import { nats } from '../../dist/src/fleet/engines/nats.js'
import { redis } from '../../dist/src/fleet/engines/redis.js'
import { reportsOf } from '../../dist/src/fleet/reports.js'
import { startEngine } from '../support/engine.mjs'
import { startInstances } from '../support/instances.mjs'
import { openPublications } from '../support/publications.mjs'

const {
  engine: kind,
  processes,
  each,
  hosts,
  bakeMs,
  poll,
  mute,
  shared,
  bytes,
  scenes,
} = JSON.parse(process.argv[2])
const TERM = 'prices'
const SERVICE = 'shop'
const all = processes * each
const folder = mkdtempSync(join(tmpdir(), 'bench-hosts-'))

const engine = await startEngine(kind)
const control =
  kind === 'nats'
    ? nats({ servers: `127.0.0.1:${engine.port}` })
    : redis({ url: `redis://127.0.0.1:${engine.port}` })
await control.prepare()
const store = await openPublications()
const hand = { control, service: SERVICE, term: TERM, by: 'a bench' }
const filling = 'x'.repeat(bytes)

/** The documents as they were written: `{ id, state, stage, need, at, why }`. */
const written = []
control.listen(`${SERVICE}.${TERM}`, async () => {
  const read = await readRolloutOf(control, SERVICE, TERM)
  if (read?.document === undefined) return
  const { id, state, stage, need, why } = read.document
  const last = written.at(-1)
  if (last?.id === id && last.state === state && last.stage === stage) return
  written.push({ id, state, stage, need, why, at: read.entry.at })
})

await store.publish({ v: 1, filling })
const begun = performance.now()
const instances = await startInstances(processes, {
  count: each,
  hosts,
  ...(shared && { folder }),
  store: store.url,
  key: store.key,
  engine: kind,
  port: engine.port,
  poll,
  mute,
})
const startMs = performance.now() - begun
await until(async () => (await reportsOf(control, SERVICE)).length === all)
await instances.collect()

const results = {}
let v = 1
for (const scene of scenes) results[scene] = await play(scene)
const consumers = kind === 'nats' ? await consumersOf(engine.port) : 0
await instances.stop()
await control.close()
await store.close()
await engine.stop()
rmSync(folder, { recursive: true, force: true })
process.send({ all, startMs, consumers, results })

/** One publication from its announcement to its end, and what the instances and the origin's log say of it. */
async function play(scene) {
  v += 1
  const own = v
  const from = written.length
  const cpu = (await instances.collect()).cpuMs
  let id
  const done = await store.publish({ v: own, kind: scene, filling }, async (to, before) => {
    ;({ id } = await beginRollout(hand, { from: before, to }, { stages: [1, 10, 50, 100], bake: bakeMs }))
    await until(() => written.at(-1)?.id === id && written.at(-1).state !== 'staged')
    return written.at(-1).state === 'done'
  })
  const halted = written.at(-1).state === 'halted' ? written.at(-1) : undefined
  // Whatever comes late is to be seen.
  await sleep(2_000)
  const { swaps, tries, cpuMs } = await instances.collect()
  const held = swaps.filter(([, what]) => what === own)
  const back = swaps.filter(([, what]) => what !== own)
  return {
    written: written.slice(from),
    ended: written.at(-1),
    tries: tries[own] ?? 0,
    held: held.map(([, , at]) => at),
    back: back.map(([, , at]) => at),
    downloads: store.downloads(done.sha256).filter(({ whole }) => whole).length,
    requestsAfterHalt: halted === undefined ? 0 : store.log.filter(({ at }) => at > halted.at + 20).length,
    cpuMs: cpuMs - cpu,
  }
}

async function until(what) {
  const last = performance.now() + 120_000
  while (!(await what())) {
    if (performance.now() > last) throw new Error(`nothing came of it: ${JSON.stringify(written.at(-1))}`)
    await sleep(20)
  }
}

async function consumersOf(port) {
  const connection = await connect({ servers: `127.0.0.1:${port}` })
  const { consumers } = await (await jetstreamManager(connection)).getAccountInfo()
  await connection.close()
  return consumers
}
