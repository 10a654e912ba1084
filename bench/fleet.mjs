/** Measures what ten thousand terms under one supervisor cost: to start, to keep and to stop. @module */

import { inProcess } from './support/in-process.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median } from './support/statistics.mjs'

const AT_REST = { rssLimit: 300, heapLimit: 8 }
const FULL = { rounds: 7, windows: 3, windowMs: 60_000, startLimit: 1_000, cpuLimit: 60, ...AT_REST }
// After some seconds they are not at rest.
const NEARLY = { rssLimit: 600, heapLimit: 16 }
const QUICK = { rounds: 1, windows: 1, windowMs: 6_000, startLimit: 3_000, cpuLimit: 150, ...NEARLY }
const SIZES = [1_000, 10_000]

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { rounds, windows, windowMs } = settings
  const jobs = SIZES.map((terms) => [terms, { terms, windowMs: 0 }])
  const { results } = await inRounds('fleet', jobs, rounds, { node })
  return { settings, results, fleets: await keep(windows, windowMs, node) }
}

export function report({
  settings: { windowMs, startLimit, cpuLimit, rssLimit, heapLimit },
  results,
  fleets,
}) {
  const of = (terms, what) => measures(results, terms, what)

  return {
    title: '10,000 terms under one supervisor, polling every 60 s',
    tables: [
      SIZES.map((terms) => ({
        terms,
        'start, ms': figures(of(terms, 'startMs'), 0),
        'until all hold a value, ms': figures(of(terms, 'loadedMs'), 0),
        'stop, ms': figures(of(terms, 'stopMs'), 0),
      })),
      fleets.map(({ busy, idle }, round) => ({
        [`${windowMs / 1_000} s`]: round + 1,
        'polls per s': busy.pollsPerS.toFixed(0),
        'CPU, ms per s': busy.cpuMsPerS.toFixed(1),
        'idle process': idle.cpuMsPerS.toFixed(1),
        'RSS, MB': busy.rssMb.toFixed(0),
        'idle process, MB': idle.rssMb.toFixed(0),
        'heap per term, KB': ((busy.heapKb - idle.heapKb) / busy.terms).toFixed(1),
      })),
    ],
    targets: [
      { what: 'start', unit: 'ms', measured: median(of(10_000, 'startMs')), limit: startLimit },
      { what: 'stop', unit: 'ms', measured: median(of(10_000, 'stopMs')), limit: startLimit },
      {
        what: 'CPU above an idle process',
        unit: 'ms per s',
        measured: median(fleets.map(({ busy, idle }) => busy.cpuMsPerS - idle.cpuMsPerS)),
        limit: cpuLimit,
      },
      {
        what: 'RSS at rest',
        unit: 'MB',
        measured: median(fleets.map(({ busy }) => busy.rssMb)),
        limit: rssLimit,
      },
      {
        what: 'heap per term',
        unit: 'KB',
        measured: median(fleets.map(({ busy, idle }) => (busy.heapKb - idle.heapKb) / busy.terms)),
        limit: heapLimit,
      },
    ],
  }
}

/** Measures a fleet and an idle process, side by side. */
async function keep(rounds, windowMs, node) {
  const results = []
  for (let round = 0; round < rounds; round++) {
    const [busy, idle] = await Promise.all(
      [10_000, 0].map((terms) =>
        inProcess('fleet', { terms, windowMs }, { node, execArgv: ['--expose-gc'] }),
      ),
    )
    results.push({ busy, idle })
  }
  return results
}
