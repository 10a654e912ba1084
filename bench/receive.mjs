/** Measures what it costs to receive a large body, beside the fastest way that Node and the SDK offer. @module */

import { startProcess } from './support/in-process.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median, ratios } from './support/statistics.mjs'

const FULL = { rounds: 9, megabytes: 200, slower: 1.1, pause: 20 }
const QUICK = { rounds: 3, megabytes: 50, slower: 2, pause: 100 }

const CANDIDATES = {
  raw: '`request()` into one buffer',
  http: '`http()`',
  sdk: 'the SDK, chunk by chunk into one buffer',
  s3: '`s3()`',
  term: 'a term over `http()`, digest included',
}

/** Each fetcher is measured beside the fastest way over the same library. */
const RIVALS = { http: 'raw', s3: 'sdk' }

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { message: url, stop } = await startProcess('bodies', { megabytes: settings.megabytes })
  const jobs = Object.keys(CANDIDATES).map((candidate) => [candidate, { candidate, url }])
  return { settings, ...(await inRounds('receive', jobs, settings.rounds, { node }).finally(stop)) }
}

export function report({ settings: { rounds, megabytes, slower, pause }, results }) {
  const of = (candidate, what) => measures(results, candidate, what)
  const beside = (candidate) => ratios(of(candidate, 'ms'), of(RIVALS[candidate], 'ms'))

  return {
    title: `Receiving ${megabytes} MB over loopback: ${rounds} rounds, a process for each`,
    tables: [
      Object.entries(CANDIDATES).map(([candidate, name]) => ({
        way: name,
        ms: figures(of(candidate, 'ms'), 0),
        'longest pause of the loop, ms': figures(of(candidate, 'pause'), 0),
      })),
    ],
    targets: Object.keys(RIVALS).flatMap((candidate) => [
      {
        what: `${CANDIDATES[candidate]} beside ${CANDIDATES[RIVALS[candidate]]}`,
        unit: 'times',
        measured: median(beside(candidate)),
        limit: slower,
      },
      {
        what: `the longest pause with ${CANDIDATES[candidate]}`,
        unit: 'ms',
        measured: median(of(candidate, 'pause')),
        limit: pause,
      },
    ]),
  }
}
