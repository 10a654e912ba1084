/** Measures what a service answers in a second, beside a bare Fastify, and how it answers while a large table refreshes. @module */

import { dataset, MEGABYTES } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median, ratios } from './support/statistics.mjs'

const FULL = { set: 'm1', rounds: 3, seconds: 8, least: 0.5, most: 2 }
const QUICK = { set: 'k10', rounds: 1, seconds: 1, least: 0.2, most: 20 }

const WAYS = {
  fastify: 'bare Fastify, a constant; then beside a busy thread',
  key: 'a record of the table, by its key',
  unchanged: 'the same, unchanged: 304',
}

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { set, seconds, rounds } = settings
  const paths = await Promise.all([1, 2].map((version) => dataset(set, version, 'keyed', { gzip: false })))
  const jobs = Object.keys(WAYS).map((way) => [way, { way, paths, seconds }])
  return { settings, ...(await inRounds('serve', jobs, rounds, { node })) }
}

export function report({ settings: { set, rounds, seconds, least, most }, results }) {
  const rate = (way) => measures(results, way, 'rate')
  const cpu = (way) => measures(results, way, 'cpu')
  const p99 = (way, when) => results[way].map((result) => result[when].p99)
  const slower = (way) => ratios(p99(way, 'meanwhile'), p99(way, 'rest'))
  const served = ['key', 'unchanged']
  const floor = median(slower('fastify'))
  return {
    title: `Requests to a service: ${rounds} rounds of ${seconds} s, 32 connections, a table of ${MEGABYTES[set]} MB`,
    tables: [
      Object.entries(WAYS).map(([way, name]) => ({
        GET: name,
        'requests/s': figures(rate(way), 0),
        'processor, µs each': figures(cpu(way), 1),
        'p99 at rest, ms': figures(p99(way, 'rest'), 1),
        // Fastify has no table: a thread is busy beside it, which is what the machine itself does to a p99.
        'while the table refreshes, ms': figures(p99(way, 'meanwhile'), 1),
        refreshes: way === 'fastify' ? '-' : figures(measures(results, way, 'refreshes'), 0),
      })),
    ],
    notes: [
      `A thread that is busy, and nothing else, makes the p99 of bare Fastify ${floor.toFixed(1)} times that at rest here.`,
    ],
    targets: served.flatMap((way) => [
      {
        // Whoever asks needs a core as well, so that answers in a second say little where there are two.
        what: `requests/s of ${WAYS[way]}, to those of bare Fastify, by the time of the processor`,
        unit: 'times',
        measured: median(ratios(cpu('fastify'), cpu(way))),
        least,
      },
      {
        what: `p99 of ${WAYS[way]} while the table refreshes, to that at rest`,
        unit: 'times',
        measured: median(slower(way)),
        limit: most,
      },
    ]),
  }
}
