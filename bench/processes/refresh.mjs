/** Holds version 1, then refreshes to version 2 once, one way in a process of its own. @module */

import { setTimeout as sleep } from 'node:timers/promises'
import { publish } from '../support/origin.mjs'
import { watchPauses } from '../support/pauses.mjs'
import { forgetPeak, peakResident, resident } from '../support/resident.mjs'
import { checkSample } from '../support/sample.mjs'

const { way, options, origin, set, size, tailMs } = JSON.parse(process.argv[2])
const { open } = await import(`./refreshers/${way}.mjs`)

await publish(origin, 1)
const { refresh, get, end } = await open(`${origin}/${set}`, options)
await sleep(300)
await publish(origin, 2)
const before = resident()
forgetPeak()
const pauses = watchPauses()
await sleep(200)

await pauses.clear()
const cpu = process.cpuUsage()
const since = performance.now()
await refresh()
const ms = performance.now() - since
// The work that the old value leaves behind is part of the cost of the new one, and a pause shows only after it.
await sleep(tailMs)
const { user, system } = process.cpuUsage(cpu)
const paused = pauses.end()

const memory = { before, peak: peakResident(), after: resident() }
const checked = get === undefined ? 0 : await checkSample(get, size, 2)
process.send({ ms, cpuMs: (user + system) / 1e3, ...paused, ...memory, checked })
await end?.()
process.disconnect()
