/** Measures in rounds, A B C A B C, so that whatever slows the machine for a while slows all candidates. @module */

import { setTimeout as sleep } from 'node:timers/promises'
import { inProcess } from './in-process.mjs'

const MOST_DISCARDED = 20
const REST_MS = 5_000

/**
 * The results of each job, in the order of the rounds. `unfit` says why a result isn't to be believed; its round then
 * ends there and is repeated.
 *
 * @throws Error when the machine doesn't come to rest
 */
export async function inRounds(name, jobs, rounds, { node, execArgv, unfit = () => undefined } = {}) {
  const results = Object.fromEntries(jobs.map(([key]) => [key, []]))
  const discarded = []
  for (let round = 0; round < rounds; ) {
    const { kept, reason } = await attempt(`${name} ${round + 1}/${rounds}`)
    if (reason === undefined) {
      for (const [key] of jobs) results[key].push(kept[key])
      round++
    } else {
      discarded.push({ reason, ...kept })
      if (discarded.length > MOST_DISCARDED)
        throw new Error(`The machine is too busy to measure ${name}: ${reason}`)
      await sleep(REST_MS)
    }
  }
  return { results, discarded }

  async function attempt(title) {
    const kept = {}
    for (const [key, job] of jobs) {
      process.stderr.write(`${title} ${key}\n`)
      kept[key] = await inProcess(name, job, { node, execArgv })
      const reason = unfit(key, kept[key])
      if (reason !== undefined) return { kept, reason }
    }
    return { kept }
  }
}
