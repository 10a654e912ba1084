/**
 * Measures what a keepsake adds to a refresh of a large table, and how soon a start from disk can be read. What the main thread
 * spends on writing is too little to show beside a refresh: the bench `keepsake` measures it alone. A
 * start from disk decodes in a new thread, so it is held to the decoding of a start from memory, and not to that of a refresh.
 *
 * @module
 */

import { tmpdir } from 'node:os'
import { dataset, MEGABYTES } from './support/dataset.mjs'
import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median, ratios } from './support/statistics.mjs'

const FULL = { rounds: 5, set: 'm1', wall: 1.05, start: 1.2 }
const QUICK = { rounds: 1, set: 'k100', wall: 2, start: 8 }

const WAYS = { kept: 'with a keepsake', plain: 'without' }
/** As origins send such a table, and as few do. */
const FORMS = { gzip: 'gzipped', text: 'as text' }

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { set, rounds } = settings
  const jobs = []
  for (const form of Object.keys(FORMS)) {
    const files = []
    for (const version of [1, 2]) files.push(await dataset(set, version, 'keyed', { gzip: form === 'gzip' }))
    for (const way of Object.keys(WAYS)) jobs.push([nameOf(way, form), { way, files, folder: tmpdir() }])
  }
  return { settings, ...(await inRounds('warm', jobs, rounds, { node })) }
}

const nameOf = (way, form) => `${way} ${form}`

export function report({ settings: { rounds, set, wall, start }, results }) {
  const of = (way, form, what) => measures(results, nameOf(way, form), what)
  const forms = Object.entries(FORMS)
  return {
    title: `A table of ${MEGABYTES[set]} MB that outlives its process: ${rounds} rounds, a process for each`,
    tables: [
      forms.flatMap(([form, text]) =>
        Object.entries(WAYS).map(([way, name]) => ({
          way: `${name}, ${text}`,
          'refresh, ms': figures(of(way, form, 'refreshMs'), 0),
          'of the main thread until all is written, ms': figures(of(way, form, 'threadMs'), 1),
          'decoding, ms': figures(of(way, form, 'decodeMs'), 0),
          'from a start to the first read, ms': figures(of(way, form, 'startMs'), 0),
          'CPU of that, ms': figures(of(way, form, 'startCpuMs'), 0),
          'decoding of that, ms': way === 'plain' ? figures(of(way, form, 'firstDecodeMs'), 0) : '',
        })),
      ),
    ],
    targets: forms.flatMap(([form, text]) => [
      {
        what: `a refresh beside one without, ${text}`,
        unit: 'times',
        measured: median(ratios(of('kept', form, 'refreshMs'), of('plain', form, 'refreshMs'))),
        limit: wall,
      },
      {
        what: `a start from disk beside the decoding of a start from memory, ${text}`,
        unit: 'times',
        measured: median(ratios(of('kept', form, 'startMs'), of('plain', form, 'firstDecodeMs'))),
        limit: start,
      },
    ]),
  }
}
