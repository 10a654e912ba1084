/** Measures refreshes in a row: a service that has run for long has old values to collect while new ones come. @module */

import { MEGABYTES } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { startOrigin } from './support/origin.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, ratios } from './support/statistics.mjs'

const FULL = { sets: ['k10', 'k100'], rounds: 5, times: 15, restMs: 400 }
const QUICK = { sets: ['k10'], rounds: 1, times: 3, restMs: 100 }

const CANDIDATES = {
  naive: {
    name: '`fetch`, `gunzipSync`, `JSON.parse`',
    way: 'naive',
    options: { form: 'keyed', inflate: 'sync' },
  },
  json: { name: '`json`', way: 'term', options: { decoder: 'json' } },
  columns: { name: '`table()`', way: 'term', options: { decoder: 'table' } },
}
const KEYS = Object.keys(CANDIDATES)

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { sets, times, restMs } = settings
  const { message: origin, stop } = await startOrigin(sets.map((set) => [set, 'keyed']))
  const jobs = sets.flatMap((set) =>
    KEYS.map((key) => {
      const { way, options } = CANDIDATES[key]
      return [`${key} ${set}`, { way, options, origin, set, times, restMs }]
    }),
  )
  return {
    settings,
    ...(await inRounds('refreshes-in-a-row', jobs, settings.rounds, { node }).finally(stop)),
  }
}

export function report({ settings: { sets, rounds, times }, results }) {
  const of = (key, set, what) => measures(results, `${key} ${set}`, what)
  return {
    title: `Refreshes in a row: ${rounds} rounds, a process for each, in it ${times} refreshes`,
    tables: sets.map((set) =>
      KEYS.map((key) => ({
        [`${MEGABYTES[set]} MB`]: CANDIDATES[key].name,
        'median wall, ms': figures(of(key, set, 'ms'), 1),
        'times the naive way': figures(ratios(of(key, set, 'ms'), of('naive', set, 'ms')), 2),
        'median of their longest pauses, ms': figures(of(key, set, 'pause'), 1),
        'longest pause of all, ms': figures(of(key, set, 'worst'), 1),
      })),
    ),
  }
}
