/** Lets terms of one origin live through health, an outage and its end, on simulated time, and counts who comes when. @module */

import { remoteTerm, supervise } from 'everterm'
import { simulatedTime } from 'everterm/testing'

const { terms: count, interval, minutes } = JSON.parse(process.argv[2])
const time = simulatedTime()
let isDown = false
let seconds = new Map()

const fetcher = {
  name: 'herd',
  origin: 'https://origin.test',
  async probe(known) {
    const second = Math.floor(time.clock.monotonic() / 1_000)
    seconds.set(second, (seconds.get(second) ?? 0) + 1)
    if (isDown) throw new Error('down')
    if (known !== undefined) return { changed: false }
    return { changed: true, version: 'v1', open: async () => Buffer.from('0') }
  },
}
const names = Array.from({ length: count }, (_, index) => `term${index}`)
const terms = names.map((name) => [
  name,
  remoteTerm({ name, fetcher, refreshInterval: interval, start: 'background' }),
])
const tree = await supervise(Object.fromEntries(terms), { clock: time.clock, observers: [] })

const start = await during(1)
await during(minutes)
const health = await during(minutes)
isDown = true
const outage = await during(minutes)
isDown = false
const recovery = await during(10)
await tree.stop()
process.send({ start, health, outage, recovery })

/** How many came in all, in the busiest second, and in each minute. */
async function during(minutes) {
  seconds = new Map()
  const from = Math.floor(time.clock.monotonic() / 1_000)
  for (let second = 0; second < minutes * 60; second++) await time.advance(1_000)
  const perMinute = Array.from({ length: minutes }, () => 0)
  for (const [second, came] of seconds)
    perMinute[Math.min(minutes - 1, Math.floor((second - from) / 60))] += came
  const all = perMinute.reduce((sum, came) => sum + came, 0)
  return { all, most: Math.max(0, ...seconds.values()), perMinute, minutes }
}
