/** Measures what it takes to go through all records: sums, counts, scans and whole records, beside plain ways. @module */

import { loadavg } from 'node:os'
import { dataset, SETS } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, median, ratios } from './support/statistics.mjs'

const FULL = { set: 'm1', rounds: 5, times: 15, sumMs: 2, countMs: 5, iteration: 1.1 }
// Ratios to the control of the same process, which say more of a small set than milliseconds.
const QUICK = { set: 'k10', rounds: 1, times: 15, sumMs: 2, countMs: 5, iteration: 4 }

const WAYS = {
  'sum of prices': ['table', 'typed array', 'Map', 'object'],
  'count of a name': ['table', 'typed array', 'Map', 'object'],
  'scan of price and stock': ['table', 'Map', 'object'],
  'all records': ['table', 'Map', 'object'],
  'all entries': ['table', 'Map', 'object'],
}

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { set, times } = settings
  const path = await dataset(set, 1, 'keyed', { gzip: false })
  const jobs = [['all', { path, size: SETS[set], times, ways: WAYS }]]
  return { settings, ...(await inRounds('vectors', jobs, settings.rounds, { node })), load: loadavg()[0] }
}

export function report({ settings: { set, rounds, sumMs, countMs, iteration }, results, load }) {
  const of = (what, way) => results.all.map((round) => round[what][way])
  const against = (what, way) => median(ratios(of(what, 'table'), of(what, way)))
  return {
    title: `Through all of ${SETS[set].toLocaleString('en-US')} records: ${rounds} rounds, all ways in one process, CPU time of all its threads`,
    notes: [`The load of the machine was ${load.toFixed(1)} at the end.`],
    tables: [
      Object.entries(WAYS).map(([what, ways]) => ({
        'ms of CPU': what,
        ...Object.fromEntries(ways.map((way) => [way, figures(of(what, way), 2)])),
      })),
    ],
    targets: [
      {
        what: 'sum of a column of numbers',
        unit: 'ms',
        measured: median(of('sum of prices', 'table')),
        limit: sumMs,
      },
      {
        what: 'count of a text',
        unit: 'ms',
        measured: median(of('count of a name', 'table')),
        limit: countMs,
      },
      {
        what: 'all records, beside `for in` over a plain object',
        unit: 'times',
        measured: against('all records', 'object'),
        limit: iteration,
      },
    ],
  }
}
