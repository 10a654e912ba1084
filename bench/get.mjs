/** Measures what reading a term costs, beside a variable and a map. @module */

import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median, ratios } from './support/statistics.mjs'

const FULL = { rounds: 9, reads: 5e7, limit: 3 }
const QUICK = { rounds: 3, reads: 2e7, limit: 5 }

const CANDIDATES = {
  variable: 'module `let`',
  get: '`term.get()`',
  get128: '`get()` of 128 terms in turn',
  peek: '`term.peek()`',
  snapshot: '`term.snapshot().value`',
  map: '`map.get(name)`',
}

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const jobs = Object.keys(CANDIDATES).map((candidate) => [candidate, { candidate, reads: settings.reads }])
  return { settings, ...(await inRounds('get', jobs, settings.rounds, { node })) }
}

export function report({ settings: { rounds, reads, limit }, results }) {
  const nanoseconds = (candidate) => measures(results, candidate, 'ns')
  const beside = (candidate) => ratios(nanoseconds(candidate), nanoseconds('variable'))

  return {
    title: `Reads: ${rounds} rounds of ${reads / 1e6} million, a process for each`,
    tables: [
      Object.entries(CANDIDATES).map(([candidate, name]) => ({
        read: name,
        'ns, loop included': figures(nanoseconds(candidate), 2),
        'times the `let` of its round': figures(beside(candidate), 2),
      })),
    ],
    targets: [
      { what: '`get()` beside a module `let`', unit: 'times', measured: median(beside('get')), limit },
    ],
    plots: [
      {
        name: 'get',
        title: 'Reading a term',
        unit: 'ns',
        bars: Object.entries(CANDIDATES).map(([candidate, label]) => ({
          label,
          values: nanoseconds(candidate),
          ours: !['variable', 'map'].includes(candidate),
        })),
      },
    ],
  }
}
