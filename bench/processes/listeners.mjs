/** Refreshes one term again and again, with some listeners. @module */

import { json, remoteTerm, supervise } from 'everterm'
import { listenersOf } from './listening.mjs'

const { listener, refreshes } = JSON.parse(process.argv[2])
const TRANSITIONS = 5
let version = 0

/** A fetcher that always has something new. */
const fetcher = {
  name: 'counting',
  async probe() {
    const bytes = Buffer.from(String(++version))
    return { changed: true, version: `v${version}`, size: bytes.length, open: async () => bytes }
  },
}
const count = remoteTerm({ name: 'count', fetcher, deserialize: json, refreshInterval: null })
const { options, between } = await listenersOf(listener)
const tree = await supervise({ count }, options)

async function refresh(times) {
  for (let i = 0; i < times; i++) {
    await count.refresh()
    if (i % 500 === 0) between()
  }
}

await refresh(refreshes / 2)
const since = process.cpuUsage()
await refresh(refreshes)
const { user, system } = process.cpuUsage(since)
process.send({ cpuUs: (user + system) / refreshes / TRANSITIONS })
await tree.stop()
process.disconnect()
