/** Measures the memory of a million records, as a table and in whatever else keeps records. @module */

import { SETS } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { missingPeers } from './support/peers.mjs'
import { settingsOf } from './support/settings.mjs'
import { sourcesOf } from './support/sources.mjs'
import { figures, measures, median } from './support/statistics.mjs'

const FULL = { set: 'm1', rounds: 5, restMs: 5_000, index: 25, columns: 50 }
const QUICK = { set: 'k10', rounds: 1, restMs: 200, index: 40, columns: 80 }

const SUBJECTS = {
  nothing: { name: 'nothing', subject: 'nothing' },
  object: { name: 'plain object', subject: 'object' },
  map: { name: 'Map', subject: 'map' },
  lru: { name: 'lru-cache', subject: 'lru-cache', peer: 'lru-cache' },
  lmdb: { name: 'lmdb', subject: 'lmdb', peer: 'lmdb' },
  document: {
    name: '`table({ columns: false })`',
    subject: 'table',
    options: { columns: false },
    ours: true,
  },
  columns: { name: '`table()`', subject: 'table', options: {}, ours: true },
}
const TABLES = ['document', 'columns']

export async function measure(options) {
  const { quick, lean, node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { set, restMs } = settings
  const missing = quick || lean ? {} : await missingPeers(['lru-cache', 'lmdb'], node)
  const subjects = Object.keys(SUBJECTS).filter(
    (key) => !((quick || lean) && SUBJECTS[key].peer) && !Object.hasOwn(missing, SUBJECTS[key].peer),
  )
  const paths = await sourcesOf(set)
  const jobs = subjects.map((key) => {
    const { subject, options } = SUBJECTS[key]
    return [key, { subject, options, paths, size: SETS[set], restMs }]
  })
  return { settings, subjects, missing, ...(await inRounds('hold', jobs, settings.rounds, { node })) }
}

export function report({ settings, subjects, missing, results }) {
  const { set, rounds, restMs, index, columns } = settings
  const of = (key, what, digits = 0) => figures(measures(results, key, what), digits)
  /** The numbers are the same in each round, except for the sizes of hash tables. */
  const each = (key, what) => median(results[key].map(({ bytes }) => bytes[what])) / SETS[set]

  return {
    title: `What ${SETS[set].toLocaleString('en-US')} records take: ${rounds} rounds, a process for each, ${restMs / 1_000} s after loading, no manual gc`,
    notes: Object.entries(missing).map(([name, reason]) => `Left out: ${name}, ${reason}`),
    tables: [
      subjects.map((key) => ({
        held: SUBJECTS[key].name,
        'RSS, MB': of(key, 'rss'),
        'peak while loading, MB': of(key, 'peak'),
        'JavaScript heap, MB': of(key, 'heap'),
        'until loaded, ms': of(key, 'loadMs'),
      })),
      TABLES.map((key) => ({
        'bytes per record': SUBJECTS[key].name,
        kind: results[key][0].bytes.kind,
        'index with keys': each(key, 'index').toFixed(1),
        'places of records': each(key, 'spans').toFixed(1),
        records: each(key, 'records').toFixed(1),
        'in all': each(key, 'all').toFixed(1),
      })),
    ],
    targets: [
      ...TABLES.map((key) => ({
        what: `${SUBJECTS[key].name}: index with keys`,
        unit: 'bytes per record',
        measured: each(key, 'index'),
        limit: index,
      })),
      {
        what: '`table()`: all fields as columns, index included',
        unit: 'bytes per record',
        measured: each('columns', 'all'),
        limit: columns,
      },
    ],
    plots: [
      {
        name: 'memory',
        title: `RSS of a process that holds ${SETS[set].toLocaleString('en-US')} records`,
        unit: 'MB',
        bars: subjects.map((key) => ({
          label: SUBJECTS[key].name,
          values: measures(results, key, 'rss'),
          ours: SUBJECTS[key].ours,
        })),
      },
    ],
  }
}
