/** Measures what it takes to get from one publication to the next, by a delta and whole. @module */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { madeDelta } from '../dist/src/publish/delta.js'
import { dataset } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median } from './support/statistics.mjs'

const FULL = { set: 'm1', rounds: 5, wire: 0.6, pause: 5 }
const QUICK = { set: 'k100', rounds: 1, wire: 0.6, pause: 250 }

const CANDIDATES = { whole: 'whole', delta: 'a delta' }

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const [before, after] = [await plain(settings.set, 1), await plain(settings.set, 2)]
  const folder = mkdtempSync(join(tmpdir(), 'everterm-bench-deltas-'))
  try {
    const { signal } = new AbortController()
    const made = await madeDelta({ from: readFileSync(before), to: readFileSync(after), signal })
    if (typeof made === 'string') throw new Error(`There is no delta: ${made}`)
    const { bytes, ...about } = made
    const delta = { ...about, size: bytes.byteLength, path: join(folder, 'delta') }
    writeFileSync(delta.path, bytes)
    const jobs = Object.keys(CANDIDATES).map((way) => [way, { way, before, after, delta, folder }])
    return { settings, size: delta.size, ...(await inRounds('deltas', jobs, settings.rounds, { node })) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const plain = (set, version) => dataset(set, version, 'keyed', { gzip: false })

export function report({ settings: { set, rounds, wire, pause }, size, results }) {
  const of = (way, what) => measures(results, way, what)
  return {
    title: `From one publication of ${set} to the next, 1 % changed: ${rounds} rounds, a process for each`,
    tables: [
      Object.entries(CANDIDATES).map(([way, name]) => ({
        way: name,
        'on the wire, MB': figures(of(way, 'wire'), 2),
        'refresh, ms': figures(of(way, 'ms'), 0),
        'longest pause, ms': figures(of(way, 'pause'), 1),
        'afterwards, ms': figures(of(way, 'after'), 1),
        'CPU of all threads, ms': figures(of(way, 'cpuMs'), 0),
        'peak RSS added, MB': figures(of(way, 'peak'), 0),
      })),
    ],
    targets: [
      { what: 'a delta', unit: 'MB', measured: size / 1e6, limit: wire },
      { what: 'a delta: longest pause', unit: 'ms', measured: median(of('delta', 'pause')), limit: pause },
    ],
    plots: [],
  }
}
