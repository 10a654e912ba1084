/** Measures what reading one of many records costs, from a table and from whatever else keeps records. @module */

import { SETS } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { missingPeers } from './support/peers.mjs'
import { settingsOf } from './support/settings.mjs'
import { sourcesOf } from './support/sources.mjs'
import { figures, measures, median, ratios } from './support/statistics.mjs'

const FULL = { set: 'm1', rounds: 5, reads: 200_000, times: 1 }
const QUICK = { set: 'k10', rounds: 1, reads: 20_000, times: 10 }

/** So many of `keysAmong` are read again and again. */
const HOT = 512
const COLUMNS = 'from columns'
const DOCUMENT = 'from bytes'

const SUBJECTS = {
  object: { name: 'plain object', subject: 'object', ways: ['record', 'miss'] },
  map: { name: 'Map', subject: 'map', ways: ['find', 'record', 'miss'] },
  lru: { name: 'lru-cache', subject: 'lru-cache', peer: 'lru-cache', ways: ['record', 'miss'] },
  nodeCache: {
    name: 'node-cache',
    subject: 'node-cache',
    peer: 'node-cache',
    options: { useClones: true },
    ways: ['record'],
  },
  nodeCacheBare: {
    name: 'node-cache, `useClones: false`',
    subject: 'node-cache',
    peer: 'node-cache',
    options: { useClones: false },
    ways: ['record', 'miss'],
  },
  cacheableMemory: {
    name: '`CacheableMemory`',
    subject: 'cacheable',
    peer: 'cacheable',
    options: { memory: true },
    ways: ['record'],
  },
  cacheable: {
    name: 'cacheable',
    subject: 'cacheable',
    peer: 'cacheable',
    options: { memory: false },
    ways: ['record'],
  },
  keyv: { name: 'keyv', subject: 'keyv', peer: 'keyv', ways: ['record'] },
  lmdb: { name: 'lmdb', subject: 'lmdb', peer: 'lmdb', ways: ['find', 'record', 'miss'] },
  document: {
    name: `table, ${DOCUMENT}`,
    subject: 'table',
    options: { columns: false },
    ways: ['find', 'miss', 'raw', 'record', 'field'],
    ours: true,
  },
  columns: {
    name: `table, ${COLUMNS}`,
    subject: 'table',
    options: { columns: true },
    ways: ['find', 'miss', 'raw', 'record', 'field', 'text', 'nested', 'term'],
    ours: true,
  },
  hot: {
    name: `table with a \`cache\`, ${HOT} hot keys`,
    subject: 'table',
    options: { columns: true, cache: 2 * HOT },
    ways: ['record'],
    hot: HOT,
    ours: true,
  },
  one: { name: 'table of one record', subject: 'table', options: {}, ways: ['term'], set: 'one', ours: true },
}
const WAYS = {
  find: 'is it there: yes',
  miss: 'is it there: no',
  raw: 'record as JSON',
  record: 'record, and a field of it',
  field: 'a number, by its column',
  text: 'a text, by its column',
  nested: 'a nested number, by its column',
  term: '`term.get()` alone',
}
const TERM_READS = 2e7

export async function measure(options) {
  const { quick, lean, node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const wanted = Object.values(SUBJECTS).flatMap(({ peer }) => peer ?? [])
  const missing = quick || lean ? {} : await missingPeers([...new Set(wanted)], node)
  const subjects = Object.keys(SUBJECTS).filter(
    (key) => !((quick || lean) && SUBJECTS[key].peer) && !Object.hasOwn(missing, SUBJECTS[key].peer),
  )
  const jobs = []
  for (const key of subjects) {
    const { subject, options = {}, ways, hot, set = settings.set } = SUBJECTS[key]
    const size = SETS[set]
    const paths = await sourcesOf(set)
    for (const way of ways) {
      const reads = way === 'term' ? TERM_READS : settings.reads
      jobs.push([`${key} ${way}`, { subject, options, way, paths, size, reads, hot }])
    }
  }
  return { settings, subjects, missing, ...(await inRounds('read', jobs, settings.rounds, { node })) }
}

export function report({ settings: { set, rounds, times }, subjects, missing, results }) {
  const ns = (key, way) => measures(results, `${key} ${way}`, 'ns')
  const plotOf = (name, title, way) => ({
    name,
    title,
    unit: 'ns',
    bars: subjects
      .filter((key) => SUBJECTS[key].ways.includes(way))
      .map((key) => ({ label: SUBJECTS[key].name, values: ns(key, way), ours: SUBJECTS[key].ours })),
  })
  return {
    title: `Reads of ${SETS[set].toLocaleString('en-US')} records by random keys, ns: ${rounds} rounds, a process for each, in it the median of 5 repetitions`,
    notes: Object.entries(missing).map(([name, reason]) => `Left out: ${name}, ${reason}`),
    tables: Object.entries(WAYS).map(([way, name]) =>
      subjects
        .filter((key) => SUBJECTS[key].ways.includes(way))
        .map((key) => ({ [name]: SUBJECTS[key].name, ns: figures(ns(key, way), way === 'term' ? 2 : 0) })),
    ),
    targets: targetsOf(ns, times),
    plots: [
      plotOf('reads-record', 'A record, and a field of it', 'record'),
      plotOf('reads-miss', 'A key that is not there', 'miss'),
    ],
  }
}

/** The targets. `times` is how much more is allowed than on a quiet machine. */
function targetsOf(ns, times) {
  const most = (what, key, way, limit) => ({
    what,
    unit: 'ns',
    measured: median(ns(key, way)),
    limit: limit * times,
  })
  return [
    most(`find, ${COLUMNS}`, 'columns', 'find', 200),
    most(`find, ${DOCUMENT}`, 'document', 'find', 200),
    most(`miss, ${COLUMNS}`, 'columns', 'miss', 130),
    most(`miss, ${DOCUMENT}`, 'document', 'miss', 130),
    most(`whole record, ${DOCUMENT}`, 'document', 'record', 2_000),
    most(`whole record, ${COLUMNS}`, 'columns', 'record', 1_100),
    most('hot record of the cache', 'hot', 'record', 100),
    most('find and a field of the columns', 'columns', 'field', 250),
    {
      what: '`term.get()` of the table beside that of one record',
      unit: 'times',
      measured: median(ratios(ns('columns', 'term'), ns('one', 'term'))),
      limit: 1.1 * times,
    },
  ]
}
