/** Measures a refresh of a document that is small enough to be parsed in place. @module */

import { MEGABYTES, SETS } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { startOrigin } from './support/origin.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median, ratios } from './support/statistics.mjs'

const FULL = { sets: ['k10', 'k100'], rounds: 9, tailMs: 1_000, calmMs: 8, pause: 10, slower: 1.3 }
const QUICK = { sets: ['k10'], rounds: 1, tailMs: 300, calmMs: Number.MAX_VALUE, pause: 120, slower: 5 }

const CANDIDATES = {
  z: { name: 'nothing at all', way: 'nothing' },
  naive: {
    name: '`fetch`, `gunzipSync`, `JSON.parse`',
    way: 'naive',
    options: { form: 'keyed', inflate: 'sync' },
  },
  json: { name: '`json`', way: 'term', options: { decoder: 'json' }, ours: true },
  document: {
    name: '`table({ columns: false })`',
    way: 'term',
    options: { decoder: 'table', columns: false },
    ours: true,
  },
  columns: { name: '`table()`', way: 'term', options: { decoder: 'table' }, ours: true },
}
const OURS = ['json', 'document', 'columns']
const KEYS = Object.keys(CANDIDATES)

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { sets, tailMs, calmMs } = settings
  const { message: origin, stop } = await startOrigin(sets.map((set) => [set, 'keyed']))
  const jobs = sets.flatMap((set) =>
    KEYS.map((key) => {
      const { way, options } = CANDIDATES[key]
      return [`${key} ${set}`, { way, options, origin, set, size: SETS[set], tailMs }]
    }),
  )
  const unfit = (key, { pause }) =>
    key.startsWith('z ') && pause >= calmMs
      ? `a process that did nothing paused for ${pause.toFixed(1)} ms`
      : undefined
  return { settings, ...(await inRounds('refresh', jobs, settings.rounds, { node, unfit }).finally(stop)) }
}

export function report({ settings: { sets, rounds, pause, slower }, results }) {
  const of = (key, set, what) => measures(results, `${key} ${set}`, what)
  const beside = (key, set) => ratios(of(key, set, 'ms'), of('naive', set, 'ms'))

  return {
    title: `Small documents: ${rounds} rounds, a process for each`,
    tables: sets.map((set) =>
      KEYS.map((key) => ({
        [`${MEGABYTES[set]} MB`]: CANDIDATES[key].name,
        'wall, ms': figures(of(key, set, 'ms'), 1),
        'times the naive way': key === 'z' ? '' : figures(beside(key, set), 2),
        'longest pause, ms': figures(of(key, set, 'pause'), 1),
        'CPU of all threads, ms': figures(of(key, set, 'cpuMs'), 0),
        'peak RSS, MB': figures(of(key, set, 'peak'), 0),
      })),
    ),
    targets: sets.flatMap((set) =>
      OURS.flatMap((key) => [
        {
          what: `${CANDIDATES[key].name} of ${set}: longest pause`,
          unit: 'ms',
          measured: median(of(key, set, 'pause')),
          limit: pause,
        },
        {
          what: `${CANDIDATES[key].name} of ${set}: wall beside the naive way`,
          unit: 'times',
          measured: median(beside(key, set)),
          limit: slower,
        },
      ]),
    ),
    plots: sets.flatMap((set) =>
      [
        ['ms', 'wall', `A refresh of ${MEGABYTES[set]} MB, wall time`],
        ['pause', 'pause', `The longest pause of the loop in a refresh of ${MEGABYTES[set]} MB`],
      ].map(([what, name, title]) => ({
        name: `small-${set}-${name}`,
        title,
        unit: 'ms',
        bars: KEYS.filter((key) => what === 'pause' || key !== 'z').map((key) => ({
          label: CANDIDATES[key].name,
          values: of(key, set, what),
          ours: CANDIDATES[key].ours,
        })),
      })),
    ),
  }
}
