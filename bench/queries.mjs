/** Measures how records are found by another field than the key: with an index, without one, and by a loop over objects. @module */

import { SETS } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { sourcesOf } from './support/sources.mjs'
import { figures, measures, median } from './support/statistics.mjs'

const FULL = { set: 'm1', rounds: 5, times: 1 }
const QUICK = { set: 'k10', rounds: 1, times: 100 }

/** What each index is asked, and what building it may cost: ms of the processor for a million records. */
const INDEXES = {
  'equal currency': { limit: 20 },
  'equal name': { limit: 20 },
  'equal price': {},
  'range stock': { limit: 200 },
  'range price': { limit: 200 },
  'prefix name': { limit: 120 },
}
const SCANS = {
  text: 'count of a text',
  range: 'count between two prices',
  prefix: 'count of texts that begin so',
}
const READS = {
  row: 'the rows of a text: the first',
  record: 'the first record of a text',
  size: 'how many have a text',
  range: 'how many lie between two prices',
  prefix: 'how many names begin so',
}

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const paths = await sourcesOf(settings.set)
  const size = SETS[settings.set]
  const jobs = [
    ['table', { subject: 'table', paths, size, builds: 5 }],
    // To sort a million objects takes seconds.
    ['objects', { subject: 'objects', paths, size, builds: 1 }],
  ]
  const measured = await inRounds('query', jobs, settings.rounds, { node })
  const [found, expected] = ['table', 'objects'].map((subject) =>
    JSON.stringify(measured.results[subject][0].counts),
  )
  if (found !== expected) throw new Error(`The table found ${found}, and a loop ${expected}`)
  return { settings, ...measured }
}

export function report({ settings: { set, rounds, times }, results }) {
  const of = (subject, what) => measures(results, subject, what)
  const shown = (subject, what, digits) =>
    results[subject][0][what] === undefined ? '-' : figures(of(subject, what), digits)
  const million = SETS[set] / 1e6
  const most = (what, unit, measured, limit) => ({ what, unit, measured, limit: limit * times })
  return {
    title: `Asking ${SETS[set].toLocaleString('en-US')} records by another field: ${rounds} rounds, a process for each`,
    notes: [
      'Milliseconds are of the processor; the control is a loop, or a Map of lists, over plain objects.',
    ],
    tables: [
      Object.keys(INDEXES).map((name) => ({
        index: name,
        'built in, ms': shown('table', `build ${name}`, 1),
        'bytes a record': shown('table', `weight ${name}`, 2),
        'objects, ms': shown('objects', `build ${name}`, 1),
      })),
      Object.entries(SCANS).map(([key, name]) => ({
        'without an index, ms': name,
        table: shown('table', `scan ${key}`, 1),
        objects: shown('objects', `scan ${key}`, 1),
      })),
      Object.entries(READS).map(([key, name]) => ({
        'with an index, ns': name,
        table: shown('table', key, 0),
        objects: shown('objects', key, 0),
      })),
    ],
    targets: [
      ...Object.entries(INDEXES)
        .filter(([, { limit }]) => limit !== undefined)
        .map(([name, { limit }]) =>
          most(`index ${name}`, 'ms', median(of('table', `build ${name}`)), limit * million),
        ),
      ...Object.keys(INDEXES).map((name) => ({
        what: `index ${name}`,
        unit: 'bytes a record',
        measured: median(of('table', `weight ${name}`)),
        limit: 8,
      })),
      most('count of a text without an index', 'ms', median(of('table', 'scan text')), 5 * million),
      most('the first row of a text', 'ns', median(of('table', 'row')), 1000),
    ],
  }
}
