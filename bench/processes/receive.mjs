/** Receives the body once to warm up and once to measure, one way in a process of its own. @module */

import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { receivers } from './receivers.mjs'

const { candidate, url } = JSON.parse(process.argv[2])
const { receive, end } = await receivers[candidate](url)

await receive()
await pause(200)
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const since = performance.now()
const bytes = await receive()
const ms = performance.now() - since
// The work that the body leaves behind is part of its cost.
await pause(200)
delay.disable()
process.send({ ms, pause: delay.max / 1e6, bytes })
await end?.()
process.disconnect()
