/** Runs a step of the gate twice in a process of its own: once to warm up, once to measure. @module */

import { setTimeout as sleep } from 'node:timers/promises'
import { watchPauses } from '../support/pauses.mjs'
import { stepOf } from './gate-steps.mjs'

const TAIL_MS = 300

const run = stepOf(JSON.parse(process.argv[2]))
await run()
const pauses = watchPauses()
await sleep(TAIL_MS)

await pauses.clear()
const cpu = process.cpuUsage()
const since = performance.now()
await run()
const ms = performance.now() - since
const { user, system } = process.cpuUsage(cpu)
await sleep(TAIL_MS)
process.send({ ms, cpuMs: (user + system) / 1e3, ...pauses.end() })
process.disconnect()
