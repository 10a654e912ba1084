/** Starts a number of terms, lets them poll for a while, and stops them. With none it is an idle process. @module */

import { setTimeout as sleep } from 'node:timers/promises'
import { remoteTerm, supervise } from 'everterm'

const { terms: count, windowMs } = JSON.parse(process.argv[2])
const INTERVAL = 60_000
let polls = 0
let loaded = 0

/**
 * A fetcher of data that never change. Its first answer spreads the next polls over the interval, as in a fleet that has
 * run for long.
 */
const fetcher = {
  name: 'unchanging',
  async probe(known) {
    polls++
    if (known !== undefined) return { changed: false }
    return {
      changed: true,
      version: 'v1',
      freshFor: Math.random() * INTERVAL,
      open: async () => Buffer.from('0'),
    }
  },
}
const deserialize = () => {
  loaded++
  return 0
}
const define = (name) =>
  remoteTerm({ name, fetcher, deserialize, initial: 0, lazyInit: true, refreshInterval: INTERVAL })
const names = Array.from({ length: count }, (_, index) => `term${index}`)
const terms = Object.fromEntries(names.map((name) => [name, define(name)]))
const elapsed = (since) => performance.now() - since

const begun = performance.now()
const tree = await supervise(terms)
const startMs = elapsed(begun)
while (loaded < count) await sleep(1)
const loadedMs = elapsed(begun)
await sleep(1_000)

const kept = windowMs > 0 ? await keep() : {}
const asked = performance.now()
await tree.stop()
process.send({ terms: count, startMs, loadedMs, ...kept, stopMs: elapsed(asked) })

async function keep() {
  const before = { polls, cpu: process.cpuUsage(), at: performance.now() }
  await sleep(windowMs)
  const { user, system } = process.cpuUsage(before.cpu)
  const seconds = elapsed(before.at) / 1_000
  const rssMb = process.memoryUsage.rss() / 2 ** 20
  globalThis.gc()
  return {
    pollsPerS: (polls - before.polls) / seconds,
    cpuMsPerS: (user + system) / 1_000 / seconds,
    rssMb,
    heapKb: process.memoryUsage().heapUsed / 2 ** 10,
  }
}
