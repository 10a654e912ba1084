/** Measures what a refresh of a large document costs the service around it, in several ways. @module */

import { MEGABYTES, SETS } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { startOrigin } from './support/origin.mjs'
import { missingPeers } from './support/peers.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median, ratios } from './support/statistics.mjs'

const FULL = {
  set: 'm1',
  rounds: 5,
  tailMs: 3_000,
  restMs: 5_000,
  calmMs: 8,
  bounds: { pause: 10, timesControl: 2, faster: 8, peak: 0.5, growth: 1.2 },
}
const QUICK = {
  set: 'k100',
  rounds: 1,
  tailMs: 300,
  restMs: 300,
  calmMs: Number.MAX_VALUE,
  bounds: { pause: 120, timesControl: 20, faster: 0.5, peak: 2, growth: 2 },
}

const CANDIDATES = {
  z: { name: 'nothing at all', way: 'nothing' },
  zc: { name: 'a worker that hands nothing over', way: 'aloof' },
  naive: {
    name: '`fetch`, `gunzipSync`, `JSON.parse`',
    way: 'naive',
    options: { form: 'keyed', inflate: 'sync' },
  },
  array: {
    name: 'the same, an array',
    way: 'naive',
    options: { form: 'array', inflate: 'sync' },
    full: true,
  },
  async: {
    name: '`fetch`, `gunzip`, `JSON.parse`',
    way: 'naive',
    options: { form: 'keyed', inflate: 'async' },
    full: true,
  },
  worker: { name: 'worker and `postMessage`', way: 'post-message', full: true },
  lmdb: { name: 'worker and lmdb', way: 'lmdb', peer: 'lmdb', full: true },
  document: {
    name: '`table({ columns: false })`',
    way: 'term',
    options: { decoder: 'table', columns: false },
    ours: true,
  },
  columns: { name: '`table()`', way: 'term', options: { decoder: 'table' }, ours: true },
}
const OURS = ['columns', 'document']
const AGAIN = { full: ['naive', 'document', 'columns'], quick: ['columns'] }

export async function measure(options) {
  const { quick, lean, node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { set, tailMs, restMs, calmMs } = settings
  const missing = quick || lean ? {} : await missingPeers(['lmdb'], node)
  const candidates = Object.keys(CANDIDATES).filter(
    (key) => !((quick || lean) && CANDIDATES[key].full) && !Object.hasOwn(missing, CANDIDATES[key].peer),
  )
  const { message: origin, stop } = await startOrigin([
    [set, 'keyed'],
    ...(quick || lean ? [] : [[set, 'array']]),
  ])
  const job = (key) => {
    const { way, options } = CANDIDATES[key]
    return [key, { way, options, origin, set, size: SETS[set], tailMs, restMs }]
  }
  const unfit = (key, { pause }) =>
    key === 'z' && pause >= calmMs
      ? `a process that did nothing paused for ${pause.toFixed(1)} ms`
      : undefined
  try {
    const once = await inRounds('refresh', candidates.map(job), settings.rounds, { node, unfit })
    const again = await inRounds('refreshes', AGAIN[quick ? 'quick' : 'full'].map(job), settings.rounds, {
      node,
    })
    return { settings, candidates, missing, ...once, again: again.results }
  } finally {
    await stop()
  }
}

export function report({ settings, candidates, missing, results, again }) {
  const { set, rounds, bounds } = settings
  const of = (key, what) => measures(results, key, what)
  const memory = (key, what, digits = 0) => figures(measures(again, key, what), digits)
  const growth = (key) => ratios(measures(again, key, 'tenth'), measures(again, key, 'second'))
  const plotOf = (name, title, unit, what, keys) => ({
    name,
    title,
    unit,
    bars: keys.map((key) => ({
      label: CANDIDATES[key].name,
      values: of(key, what),
      ours: CANDIDATES[key].ours,
    })),
  })
  const working = candidates.filter((key) => !['z', 'zc'].includes(key))

  return {
    title: `A refresh of ${set}, ${SETS[set].toLocaleString('en-US')} records, gzipped over loopback HTTP: ${rounds} rounds, a process for each`,
    notes: Object.entries(missing).map(([name, reason]) => `Left out: ${name}, ${reason}`),
    tables: [
      candidates.map((key) => ({
        way: CANDIDATES[key].name,
        'wall, ms': figures(of(key, 'ms'), 0),
        'CPU of all threads, ms': figures(of(key, 'cpuMs'), 0),
        'longest pause, ms': figures(of(key, 'pause'), 1),
        "the same by Node's monitor": figures(of(key, 'monitor'), 1),
        'p99, ms': figures(of(key, 'p99'), 1),
        'pauses above 10 ms, in all': figures(of(key, 'above10'), 0),
      })),
      candidates.map((key) => ({
        way: CANDIDATES[key].name,
        'RSS before, MB': figures(of(key, 'before'), 0),
        'peak, MB': figures(of(key, 'peak'), 0),
        'after, MB': figures(of(key, 'after'), 0),
      })),
      working.map((key) => ({
        way: CANDIDATES[key].name,
        'times faster than the naive way': figures(ratios(of('naive', 'ms'), of(key, 'ms')), 2),
        'pause, times the control': figures(ratios(of(key, 'pause'), of('zc', 'pause')), 2),
        'peak RSS, times the naive way': figures(ratios(of(key, 'peak'), of('naive', 'peak')), 2),
      })),
      Object.keys(again).map((key) => ({
        'ten refreshes, no manual gc': CANDIDATES[key].name,
        'RSS at first, MB': memory(key, 'first'),
        'rested after the 2nd': memory(key, 'second'),
        'rested after the 10th': memory(key, 'tenth'),
        peak: memory(key, 'peak'),
        '10th beside 2nd': figures(growth(key), 2),
      })),
    ],
    targets: [
      ...OURS.flatMap((key) => targetsOf(CANDIDATES[key].name, key, of, bounds)),
      ...OURS.filter((key) => Object.hasOwn(again, key)).map((key) => ({
        what: `${CANDIDATES[key].name}: RSS rested after the tenth refresh beside after the second`,
        unit: 'times',
        measured: median(growth(key)),
        limit: bounds.growth,
      })),
    ],
    plots: [
      plotOf('refresh-wall', `A refresh of ${MEGABYTES[set]} MB, wall time`, 'ms', 'ms', working),
      plotOf(
        'refresh-pause',
        `The longest pause of the loop in a refresh of ${MEGABYTES[set]} MB`,
        'ms',
        'pause',
        candidates,
      ),
      plotOf('refresh-peak', `Peak RSS of a refresh of ${MEGABYTES[set]} MB`, 'MB', 'peak', working),
    ],
  }
}

function targetsOf(name, key, of, bounds) {
  return [
    { what: `${name}: longest pause`, unit: 'ms', measured: median(of(key, 'pause')), limit: bounds.pause },
    {
      what: `${name}: longest pause beside the control's`,
      unit: 'times',
      measured: median(ratios(of(key, 'pause'), of('zc', 'pause'))),
      limit: bounds.timesControl,
    },
    {
      what: `${name}: faster than the naive way`,
      unit: 'times',
      measured: median(ratios(of('naive', 'ms'), of(key, 'ms'))),
      least: bounds.faster,
    },
    {
      what: `${name}: peak RSS beside the naive way's`,
      unit: 'times',
      measured: median(ratios(of(key, 'peak'), of('naive', 'peak'))),
      limit: bounds.peak,
    },
  ]
}
