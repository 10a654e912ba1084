/** Measures a table beside databases: to load, what it takes, a record, a sum, a count, and all records. @module */

import { DATABASE_SETS, linesOf } from './support/database-sets.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { missingPeers } from './support/peers.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures } from './support/statistics.mjs'

const FULL = { sets: ['m1', 'cities', 'icons'], rounds: 3, reads: 200_000 }
const QUICK = { sets: ['k10'], rounds: 1, reads: 20_000 }

const SUBJECTS = {
  table: { name: '`table()`', ours: true },
  object: { name: 'plain object' },
  map: { name: 'Map' },
  lmdb: { name: 'lmdb', peer: 'lmdb' },
  sqlite: { name: 'better-sqlite3, `:memory:`', peer: 'better-sqlite3' },
  duckdb: { name: '`@duckdb/node-api`', peer: '@duckdb/node-api' },
  arrow: { name: 'apache-arrow and a Map', peer: 'apache-arrow' },
}

const MEASURES = {
  loadMs: ['load, ms', 0],
  rss: ['RSS added, MB', 0],
  getNs: ['a record by its key, ns', 0],
  sumMs: ['sum of a column, ms', 1],
  countMs: ['count of a text, ms', 1],
  allMs: ['all records, ms', 0],
}

export async function measure(options) {
  const { quick, lean, node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const peers = Object.values(SUBJECTS).flatMap(({ peer }) => peer ?? [])
  const missing = quick || lean ? {} : await missingPeers(peers, node, 'databases')
  const subjects = Object.keys(SUBJECTS).filter(
    (key) => !((quick || lean) && SUBJECTS[key].peer) && !Object.hasOwn(missing, SUBJECTS[key].peer),
  )
  const jobs = []
  for (const name of settings.sets) {
    const { columns, sum, count } = DATABASE_SETS[name]
    const path = await linesOf(name)
    for (const subject of subjects)
      jobs.push([
        `${name} ${subject}`,
        { subject, path, set: { columns, sum, count }, reads: settings.reads },
      ])
  }
  return { settings, subjects, missing, ...(await inRounds('databases', jobs, settings.rounds, { node })) }
}

export function report({ settings: { sets, rounds }, subjects, missing, results }) {
  const of = (key, measure, digits) => {
    const values = measures(results, key, measure)
    return values.includes(undefined) ? '–' : figures(values, digits)
  }
  return {
    title: `Beside databases: ${rounds} rounds, a process for each`,
    notes: [
      ...Object.entries(missing).map(([name, reason]) => `Left out: ${name}, ${reason}`),
      'All load the same file of lines. Nested fields are JSON in SQLite, and a table, a Map and an object need no query to be answered.',
    ],
    tables: sets.map((set) =>
      subjects.map((key) => ({
        [DATABASE_SETS[set].name]: SUBJECTS[key].name,
        ...Object.fromEntries(
          Object.entries(MEASURES).map(([measure, [name, digits]]) => [
            name,
            of(`${set} ${key}`, measure, digits),
          ]),
        ),
      })),
    ),
  }
}
