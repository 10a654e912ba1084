/** Measures what a keepsake takes from the main thread while it writes behind, and how fast it reads back. @module */

import { tmpdir } from 'node:os'
import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median, ratios } from './support/statistics.mjs'

const FULL = { rounds: 5, megabytes: 200, thread: 2, slower: 1.5 }
const QUICK = { rounds: 3, megabytes: 50, thread: 20, slower: 4 }

const WAYS = {
  keepsake: 'a keepsake',
  hand: 'a file, written and synced by hand; read and hashed by hand',
}

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { megabytes, rounds } = settings
  const jobs = Object.keys(WAYS).map((way) => [way, { way, megabytes, folder: tmpdir() }])
  return { settings, ...(await inRounds('keepsake', jobs, rounds, { node, execArgv: ['--expose-gc'] })) }
}

export function report({ settings: { rounds, megabytes, thread, slower }, results }) {
  const of = (way, what) => measures(results, way, what)
  const added = of('keepsake', 'threadWriteMs').map((ms, at) => ms - of('keepsake', 'idleMs')[at])
  return {
    title: `A keepsake of ${megabytes} MB: ${rounds} rounds, a process for each`,
    tables: [
      Object.entries(WAYS).map(([way, name]) => ({
        way: name,
        'write, ms': figures(of(way, 'writeMs'), 0),
        'of that on the main thread, ms': figures(of(way, 'threadWriteMs'), 1),
        'in 150 ms before, with nothing to do, ms': figures(of(way, 'idleMs'), 1),
        'read, ms': figures(of(way, 'readMs'), 0),
        'longest pause while it is read, ms': figures(of(way, 'readPause'), 1),
      })),
    ],
    targets: [
      {
        what: 'time that writing it behind adds to the main thread',
        unit: 'ms',
        measured: median(added),
        limit: thread,
      },
      {
        what: 'reading beside reading and hashing by hand',
        unit: 'times',
        measured: median(ratios(of('keepsake', 'readMs'), of('hand', 'readMs'))),
        limit: slower,
      },
    ],
  }
}
