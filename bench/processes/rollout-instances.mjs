/** Some of the instances of a fleet: each with a tree, a connection to the engine, and its place on a host. @module */

import { mkdirSync } from 'node:fs'
import { minisign, remoteTerm, supervise } from 'everterm'
import { joinFleet } from 'everterm/fleet'
import { nats } from 'everterm/nats'
import { published } from 'everterm/published'
import { redis } from 'everterm/redis'

const job = JSON.parse(process.argv[2])
const { number, count, hosts, folder, store, key, engine, port, poll, mute } = job

/** What was live when: `[instance, number of the publication, epoch ms]`. */
let swaps = []
/** How often each publication was decoded. */
let tries = {}

const connect = () =>
  engine === 'nats' ? nats({ servers: `127.0.0.1:${port}` }) : redis({ url: `redis://127.0.0.1:${port}` })

/** As if all hints were lost. */
const deaf = (control) => ({ ...control, listen: () => () => {} })

async function instance(at) {
  const host = `h${at % hosts}`
  const own = folder === undefined ? undefined : `${folder}/${host}`
  if (own !== undefined) mkdirSync(own, { recursive: true, mode: 0o700 })
  const prices = remoteTerm({
    name: 'prices',
    fetcher: published(store, {
      verify: minisign(key),
      http: { headers: { 'x-process': String(number) } },
      ...(own !== undefined && { folder: own }),
    }),
    deserialize(bytes) {
      const value = JSON.parse(new TextDecoder().decode(bytes))
      tries[value.v] = (tries[value.v] ?? 0) + 1
      return value
    },
    validate: ({ kind }) => kind !== 'bad',
    refreshInterval: '10m',
  })
  const tree = await supervise({ prices }, { observers: [] })
  prices.subscribe(({ value }) => swaps.push([at, value.v, Date.now()]))
  if (engine === undefined) return { refresh: () => prices.refresh(), stop: () => tree.stop() }
  const control = connect()
  const member = await joinFleet(tree, {
    control: mute ? deaf(control) : control,
    service: 'shop',
    instance: `${host}/${at}`,
    host,
    health: () => prices.get().kind !== 'ill',
    hear: () => {},
    ...(poll !== undefined && { pollInterval: poll }),
  })
  return {
    async stop() {
      await tree.stop()
      await member.leave()
      await control.close()
    },
  }
}

// Some at a time: a thousand at once would time each other out on a small machine.
const all = []
for (let at = 0; at < count; at += 5) {
  const some = Array.from({ length: Math.min(5, count - at) }, (_, index) =>
    instance(number * count + at + index),
  )
  all.push(...(await Promise.all(some)))
}

process.on('message', async (word) => {
  if (word === 'collect') {
    const { user, system } = process.cpuUsage()
    process.send({ swaps, tries, cpuMs: (user + system) / 1_000 })
    swaps = []
    tries = {}
  }
  if (word === 'refresh') process.send({ failed: await refreshed() })
  if (word === 'stop') process.exit(0)
})
process.on('disconnect', () => process.exit(1))
process.send('joined')

async function refreshed() {
  const ends = await Promise.allSettled(all.map((one) => one.refresh()))
  return ends.filter(({ status }) => status === 'rejected').length
}
