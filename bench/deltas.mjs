/** Measures what it takes to get from one publication to the next, by a delta and whole. @module */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recordDeltasOf } from '../dist/src/decode/decoder.js'
import { table } from '../dist/src/index.js'
import { madeDelta } from '../dist/src/publish/delta.js'
import { dataset } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median } from './support/statistics.mjs'

const FULL = { set: 'm1', rounds: 5, wire: 0.6, pause: 5, records: { wire: 0.4, thread: 100 } }
const QUICK = { set: 'k100', rounds: 1, wire: 0.6, pause: 250, records: { wire: 0.4, thread: 250 } }

const CANDIDATES = {
  whole: 'whole, as bytes',
  delta: 'a delta, as bytes',
  decoded: 'whole, as a table',
  records: 'a delta of records, as a table',
}

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const [before, after] = [await plain(settings.set, 1), await plain(settings.set, 2)]
  const folder = mkdtempSync(join(tmpdir(), 'everterm-bench-deltas-'))
  try {
    const steps = [
      await stepOf(before, after, join(folder, 'there')),
      await stepOf(after, before, join(folder, 'back')),
    ]
    const jobs = Object.keys(CANDIDATES).map((way) => [way, { way, steps, folder }])
    const [{ delta, records }] = steps
    const sizes = { size: delta.size, recordsSize: records.size, makingMs: records.makingMs }
    return { settings, ...sizes, ...(await inRounds('deltas', jobs, settings.rounds, { node })) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What is published for whoever goes from one payload to the other. */
async function stepOf(before, after, path) {
  const { signal } = new AbortController()
  const made = await madeDelta({ from: readFileSync(before), to: readFileSync(after), signal })
  if (typeof made === 'string') throw new Error(`There is no delta: ${made}`)
  const { bytes, ...about } = made
  const delta = { ...about, size: bytes.byteLength, path }
  writeFileSync(path, bytes)
  return { before, after, delta, records: await changedRecords(before, after, `${path}-records`) }
}

/** As a publisher finds them, who knows the decoder of the readers. */
async function changedRecords(before, after, path) {
  const deltas = recordDeltasOf(table())
  const { signal } = new AbortController()
  // In this thread.
  const pool = { above: Number.POSITIVE_INFINITY, hasThreads: () => false }
  const limits = { maxInflatedBytes: 2 ** 32, maxRatio: 2 ** 32 }
  const wire = (file) => ({
    bytes: readFileSync(file),
    owned: false,
    encoding: undefined,
    auto: true,
    limits,
  })
  const since = performance.now()
  const made = await deltas.made(wire(before), wire(after), { pool, signal })
  if (typeof made === 'string') throw new Error(`There is no delta of records: ${made}`)
  const { bytes, unpacked, result } = made
  writeFileSync(path, bytes)
  const makingMs = performance.now() - since
  return { path, unpacked, result, size: bytes.byteLength, decoder: deltas.decoder, makingMs }
}

const plain = (set, version) => dataset(set, version, 'keyed', { gzip: false })

export function report({
  settings: { set, rounds, wire, pause, records },
  size,
  recordsSize,
  makingMs,
  results,
}) {
  const of = (way, what) => measures(results, way, what)
  return {
    title: `From one publication of ${set} to the next, 1 % changed: ${rounds} rounds, a process for each`,
    tables: [
      Object.entries(CANDIDATES).map(([way, name]) => ({
        way: name,
        'on the wire, MB': figures(of(way, 'wire'), 2),
        'refresh, ms': figures(of(way, 'ms'), 0),
        'longest pause, ms': figures(of(way, 'pause'), 1),
        'of those that follow, ms': figures(of(way, 'laterPause'), 1),
        'afterwards, ms': figures(of(way, 'after'), 1),
        'CPU of all threads, ms': figures(of(way, 'cpuMs'), 0),
        'peak RSS added, MB': figures(of(way, 'peak'), 0),
      })),
    ],
    notes: [
      'The first has V8 compile the code that applies it, in threads of its own, for which others wait where there are two processors.',
      `To find what has changed of the records takes ${(makingMs / 1e3).toFixed(1)} s, with decoding both.`,
    ],
    targets: [
      { what: 'a delta', unit: 'MB', measured: size / 1e6, limit: wire },
      { what: 'a delta: longest pause', unit: 'ms', measured: median(of('delta', 'pause')), limit: pause },
      { what: 'a delta of records', unit: 'MB', measured: recordsSize / 1e6, limit: records.wire },
      {
        what: 'a delta of records: the first in its thread',
        unit: 'ms',
        measured: median(of('records', 'first')),
        limit: records.thread,
      },
      {
        what: 'a delta of records: longest pause',
        unit: 'ms',
        measured: median(of('records', 'pause')),
        limit: pause,
      },
    ],
    plots: [],
  }
}
