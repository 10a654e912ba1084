/** Measures how long documents that are decoded in place hold up the event loop, whatever is in them. @module */

import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { median } from './support/statistics.mjs'

// The clock that measures ticks once a millisecond.
const FULL = { rounds: 5, times: 9, restMs: 120, pause: 6 }
const QUICK = { rounds: 1, times: 2, restMs: 10, pause: 150 }

const WAYS = { parse: '`JSON.parse`', json: '`json`', table: '`table()`' }

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { rounds, times, restMs } = settings
  const jobs = Object.keys(WAYS).map((way) => [way, { way, times, restMs }])
  return { settings, ...(await inRounds('odd', jobs, rounds, { node })) }
}

export function report({ settings: { rounds, times, pause }, results }) {
  const documents = Object.keys(results.parse[0])
  const all = (way, name) => results[way].flatMap((round) => round[name].pauses)
  const usual = (way, name) => median(all(way, name))
  const told = (way, name) =>
    `**${usual(way, name).toFixed(1)}** (to ${Math.max(...all(way, name)).toFixed(1)})`

  return {
    title: `Odd documents below the threshold: ${rounds} rounds, a process for each way, ${times} refreshes of each`,
    tables: [
      documents.map((name) => ({
        'longest pause, ms': name,
        KB: results.parse[0][name].kb.toFixed(0),
        ...Object.fromEntries(Object.entries(WAYS).map(([way, shown]) => [shown, told(way, name)])),
        'the table is': results.table[0][name].kind,
      })),
    ],
    targets: [
      {
        what: `${WAYS.table} of the worst of these documents: longest pause`,
        unit: 'ms',
        measured: Math.max(...documents.map((name) => usual('table', name))),
        limit: pause,
      },
    ],
  }
}
