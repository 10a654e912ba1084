/** Lets four worker threads read the same records: copies of their own, or one table that all share. @module */

import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { monotonic } from '../support/monotonic.mjs'
import { publish } from '../support/origin.mjs'
import { forgetPeak, peakResident, resident } from '../support/resident.mjs'

const THREADS = 4

const { way, origin, set, size, restMs } = JSON.parse(process.argv[2])
const url = `${origin}/${set}/keyed`
const { start } = await import(`./threads/${way}.mjs`)

await publish(origin, 1)
const { workers, refresh, end } = await start(url, THREADS)
await answers('size', (answer) => answer === size)
await sleep(restMs)
const loaded = resident()
forgetPeak()

await publish(origin, 2)
const seen = Promise.all(workers.map((worker) => once(worker, 'message')))
const since = monotonic()
// Resolves when this thread has the new version, or has told the others to fetch it.
const publishedAt = await refresh()
const times = (await seen).map(([{ at }]) => at)
const last = Math.max(...times)
const peak = peakResident()
await sleep(restMs)
const after = resident()
const checked = await answers('check', (answer) => answer > 0)
process.send({
  loaded,
  peak,
  after,
  ms: last - since,
  handOverMs: last - publishedAt,
  checked,
})
await end()
process.disconnect()

/** Asks each thread, and compares its answer with the right one. */
async function answers(question, right) {
  const all = []
  for (const worker of workers) {
    const answered = once(worker, 'message')
    worker.postMessage(question)
    const [answer] = await answered
    if (!right(answer)) throw new Error(`A thread answered ${question} with ${answer}`)
    all.push(answer)
  }
  return all.reduce((sum, answer) => sum + answer, 0)
}
