/** Inflates a document twice, one way in a process of its own: once to warm up, once to measure. @module */

import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { watchPauses } from '../support/pauses.mjs'
import { forgetPeak, peakResident, resident } from '../support/resident.mjs'
import { inflaters } from './inflaters.mjs'

const TAIL_MS = 500

const { way, path, bytes } = JSON.parse(process.argv[2])
const { inflate, end } = await inflaters[way](readFileSync(path))
const before = resident()
forgetPeak()
await checked()
const peak = peakResident() - before
const pauses = watchPauses()
await sleep(200)

await pauses.clear()
const cpu = process.cpuUsage()
const ms = await checked()
await sleep(TAIL_MS)
const { user, system } = process.cpuUsage(cpu)
process.send({ ms, cpuMs: (user + system) / 1e3, ...pauses.end(), peak })
await end?.()
process.disconnect()

/** How long it took. The result is let go of at once. */
async function checked() {
  const since = performance.now()
  const inflated = await inflate()
  const elapsed = performance.now() - since
  if (inflated !== bytes) throw new Error(`${way} made ${inflated} bytes, not ${bytes}`)
  return elapsed
}
