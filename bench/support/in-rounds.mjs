/** Measures in rounds, A B C A B C: what slows the machine for a while slows them all. @module */

import { inProcess } from './in-process.mjs'

/** The results of each job, in the order of the rounds. */
export async function inRounds(name, jobs, rounds) {
  const results = new Map(jobs.map(([key]) => [key, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [key, job] of jobs) results.get(key).push(await inProcess(name, job))
  }
  return results
}
