/** Makes an object of a document that is in memory, for the second time, one way in a process of its own. @module */

import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { watchPauses } from '../support/pauses.mjs'
import { forgetPeak, peakResident } from '../support/resident.mjs'
import { checkSample } from '../support/sample.mjs'

const { way, path, size, tailMs } = JSON.parse(process.argv[2])
const bytes = readFileSync(path)
let value

const ways = {
  async parse() {
    const run = async () => {
      value = JSON.parse(bytes.toString())
    }
    await run()
    return { run }
  },
  async term() {
    const { json, remoteTerm, supervise } = await import('everterm')
    // The bytes alternate, because the same ones would be no update.
    const bodies = [bytes, Buffer.concat([bytes, Buffer.from('\n')])]
    let version = 0
    const fetcher = {
      name: 'memory',
      async probe() {
        const body = bodies[version++]
        return { changed: true, version: `v${version}`, size: body.length, open: async () => body }
      },
    }
    const limits = { maxBytes: 2 ** 30 }
    const options = { name: 'document', fetcher, deserialize: json, refreshInterval: null, limits }
    const term = remoteTerm(options)
    const tree = await supervise({ term })
    return {
      async run() {
        await term.refresh()
        value = term.get()
      },
      end: () => tree.stop(),
    }
  },
}

const { run, end } = await ways[way]()
forgetPeak()
const pauses = watchPauses()
await sleep(200)

await pauses.clear()
const cpu = process.cpuUsage()
const since = performance.now()
await run()
const ms = performance.now() - since
await sleep(tailMs)
const { user, system } = process.cpuUsage(cpu)
const paused = pauses.end()
const peak = peakResident()
const checked = await checkSample((key) => value[key], size, 1)
process.send({ ms, cpuMs: (user + system) / 1e3, ...paused, peak, checked })
await end?.()
process.disconnect()
