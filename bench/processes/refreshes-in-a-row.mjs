/** Refreshes many times, one way in a process of its own, and looks at the pauses of each. @module */

import { setTimeout as sleep } from 'node:timers/promises'
import { publish } from '../support/origin.mjs'
import { watchPauses } from '../support/pauses.mjs'
import { median } from '../support/statistics.mjs'

const { way, options, origin, set, times, restMs } = JSON.parse(process.argv[2])
const { open } = await import(`./refreshers/${way}.mjs`)

await publish(origin, 1)
const { refresh, end } = await open(`${origin}/${set}`, options)
const walls = []
const pauses = []
for (let time = 1; time <= times; time++) {
  await publish(origin, 1 + (time % 2))
  const watched = watchPauses()
  await sleep(100)
  await watched.clear()
  const since = performance.now()
  await refresh()
  walls.push(performance.now() - since)
  // The work that the old value leaves behind is part of the cost of the new one.
  await sleep(restMs)
  pauses.push(watched.end().pause)
}
process.send({ ms: median(walls), pause: median(pauses), worst: Math.max(...pauses), walls, pauses })
await end?.()
process.disconnect()
