/** Measures what `json` costs the service around it, beside `JSON.parse`. @module */

import { dataset, MEGABYTES, SETS } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median, ratios } from './support/statistics.mjs'

const FULL = { sets: ['k10', 'k100', 'm1'], rounds: 5, tailMs: 2_000 }
const QUICK = { sets: ['k10'], rounds: 1, tailMs: 300 }

const CANDIDATES = { parse: '`JSON.parse`', term: 'a term of `json`' }

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { sets, tailMs } = settings
  const jobs = []
  for (const set of sets) {
    const path = await dataset(set, 1, 'keyed', { gzip: false })
    for (const way of Object.keys(CANDIDATES)) {
      jobs.push([`${way} ${set}`, { way, path, size: SETS[set], tailMs }])
    }
  }
  return { settings, ...(await inRounds('parse', jobs, settings.rounds, { node })) }
}

export function report({ settings: { sets, rounds }, results }) {
  const of = (way, set, what) => measures(results, `${way} ${set}`, what)
  const pairs = sets.flatMap((set) => Object.keys(CANDIDATES).map((way) => [way, set]))
  return {
    title: `JSON as objects, from memory: ${rounds} rounds, a process for each`,
    tables: [
      pairs.map(([way, set]) => ({
        document: `${MEGABYTES[set]} MB`,
        way: CANDIDATES[way],
        'wall, ms': figures(of(way, set, 'ms'), 0),
        'times `JSON.parse`': median(ratios(of(way, set, 'ms'), of('parse', set, 'ms'))).toFixed(2),
        'longest pause, ms': figures(of(way, set, 'pause'), 1),
        'pauses above 10 ms, in all': figures(of(way, set, 'above10'), 0),
        'CPU of all threads, ms': figures(of(way, set, 'cpuMs'), 0),
        'peak RSS, MB': figures(of(way, set, 'peak'), 0),
      })),
    ],
    plots: [
      {
        name: 'json-pause',
        title: 'The longest pause while objects are made of JSON',
        unit: 'ms',
        bars: pairs.map(([way, set]) => ({
          label: `${MEGABYTES[set]} MB, ${CANDIDATES[way]}`,
          values: of(way, set, 'pause'),
          ours: way === 'term',
        })),
      },
    ],
  }
}
