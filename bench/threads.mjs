/** Measures the memory of four threads that read the same records, and how soon a new version is in all of them. @module */

import { SETS } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { startOrigin } from './support/origin.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median, ratios } from './support/statistics.mjs'

const FULL = { set: 'm1', rounds: 5, restMs: 3_000, share: 0.25, handOver: 5 }
const QUICK = { set: 'k100', rounds: 1, restMs: 300, share: 0.8, handOver: 100 }

const CANDIDATES = {
  copies: 'each thread fetches and parses for itself',
  shared: 'one table, shared',
}

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { set, restMs } = settings
  const { message: origin, stop } = await startOrigin([[set, 'keyed']])
  const jobs = Object.keys(CANDIDATES).map((way) => [way, { way, origin, set, size: SETS[set], restMs }])
  return { settings, ...(await inRounds('threads', jobs, settings.rounds, { node }).finally(stop)) }
}

export function report({ settings: { set, rounds, share, handOver }, results }) {
  const of = (way, what) => measures(results, way, what)
  const plotOf = (what, name, title, unit) => ({
    name,
    title,
    unit,
    bars: Object.entries(CANDIDATES).map(([way, label]) => ({
      label,
      values: of(way, what),
      ours: way === 'shared',
    })),
  })
  return {
    title: `Four threads that read ${SETS[set].toLocaleString('en-US')} records: ${rounds} rounds, a process for each`,
    tables: [
      Object.entries(CANDIDATES).map(([way, name]) => ({
        way: name,
        'RSS loaded, MB': figures(of(way, 'loaded'), 0),
        'peak of a refresh, MB': figures(of(way, 'peak'), 0),
        'after it, MB': figures(of(way, 'after'), 0),
        'refreshed in all, ms': figures(of(way, 'ms'), 0),
        'from publication to the last thread, ms': way === 'shared' ? figures(of(way, 'handOverMs'), 2) : '',
      })),
    ],
    targets: [
      {
        what: 'RSS of one table beside four copies',
        unit: 'times',
        measured: median(ratios(of('shared', 'loaded'), of('copies', 'loaded'))),
        limit: share,
      },
      {
        what: 'a new version in all four threads after',
        unit: 'ms',
        measured: median(of('shared', 'handOverMs')),
        limit: handOver,
      },
    ],
    plots: [
      plotOf('loaded', 'threads-rss', 'RSS with four threads that read', 'MB'),
      plotOf('ms', 'threads-refresh', 'A refresh until all four threads have it', 'ms'),
    ],
  }
}
