/** Refreshes ten times in a row, and looks at the memory after the second and the tenth. @module */

import { setTimeout as sleep } from 'node:timers/promises'
import { publish } from '../support/origin.mjs'
import { peakResident, resident } from '../support/resident.mjs'
import { checkSample } from '../support/sample.mjs'

const TIMES = 10

const { way, options, origin, set, size, restMs } = JSON.parse(process.argv[2])
const { open } = await import(`./refreshers/${way}.mjs`)

await publish(origin, 1)
const { refresh, get, end } = await open(`${origin}/${set}`, options)
const first = resident()
const rested = {}
const all = []
for (let time = 1; time <= TIMES; time++) {
  await publish(origin, 1 + (time % 2))
  await refresh()
  all.push(resident())
  if (time !== 2 && time !== TIMES) continue
  await sleep(restMs)
  rested[time] = resident()
}
const peak = peakResident()
const checked = await checkSample(get, size, 1)
process.send({ first, second: rested[2], tenth: rested[TIMES], peak, all, checked })
await end?.()
process.disconnect()
