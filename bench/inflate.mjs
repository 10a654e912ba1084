/** Measures what it takes to inflate a large document, by a term and by the ways of `node:zlib`. @module */

import { statSync } from 'node:fs'
import { dataset } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median, ratios } from './support/statistics.mjs'

const FULL = { set: 'm1', rounds: 5, faster: 2.5, pause: 10 }
const QUICK = { set: 'k100', rounds: 1, faster: 0.3, pause: 120 }

const CANDIDATES = {
  async: '`zlib.gunzip`',
  sync: '`zlib.gunzipSync`',
  stream: '`zlib.createGunzip`, chunk by chunk, nothing kept',
  chunks: 'the same with a `chunkSize` of 1 MiB',
  term: 'a term of `bytes({ shared: true })`, digest included',
}

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const path = await dataset(settings.set, 1, 'keyed')
  const bytes = statSync(await dataset(settings.set, 1, 'keyed', { gzip: false })).size
  const jobs = Object.keys(CANDIDATES).map((way) => [way, { way, path, bytes }])
  return { settings, bytes, ...(await inRounds('inflate', jobs, settings.rounds, { node })) }
}

export function report({ settings: { rounds, faster, pause }, bytes, results }) {
  const of = (way, what) => measures(results, way, what)
  const beside = ratios(of('async', 'ms'), of('term', 'ms'))
  const plotOf = (what, name, title) => ({
    name,
    title,
    unit: 'ms',
    bars: Object.entries(CANDIDATES).map(([way, label]) => ({
      label: label.split(',')[0],
      values: of(way, what),
      ours: way === 'term',
    })),
  })
  return {
    title: `Inflating ${(bytes / 1e6).toFixed(1)} MB: ${rounds} rounds, a process for each, the second time in it`,
    tables: [
      Object.entries(CANDIDATES).map(([way, name]) => ({
        way: name,
        ms: figures(of(way, 'ms'), 0),
        'longest pause, ms': figures(of(way, 'pause'), 1),
        'CPU of all threads, ms': figures(of(way, 'cpuMs'), 0),
        'peak RSS added by the first time, MB': figures(of(way, 'peak'), 0),
      })),
    ],
    targets: [
      { what: 'a term: faster than `zlib.gunzip`', unit: 'times', measured: median(beside), least: faster },
      { what: 'a term: longest pause', unit: 'ms', measured: median(of('term', 'pause')), limit: pause },
    ],
    plots: [
      plotOf('ms', 'inflate-wall', `Inflating ${(bytes / 1e6).toFixed(0)} MB`),
      plotOf('pause', 'inflate-pause', 'The longest pause while inflating'),
    ],
  }
}
