/** What reading a term costs, beside a variable and a map. @module */

import { inRounds } from './support/in-rounds.mjs'
import { figures, median } from './support/statistics.mjs'

const FULL = { rounds: 9, reads: 5e7, limit: 3 }
const QUICK = { rounds: 3, reads: 2e7, limit: 5 }

const CANDIDATES = {
  variable: 'module `let`',
  get: '`term.get()`',
  get128: '`get()` of 128 terms in turn',
  peek: '`term.peek()`',
  snapshot: '`term.snapshot().value`',
  map: '`map.get(name)`',
}

export async function run({ quick }) {
  const { rounds, reads, limit } = quick ? QUICK : FULL
  const jobs = Object.keys(CANDIDATES).map((candidate) => [candidate, { candidate, reads }])
  const results = await inRounds('get', jobs, rounds)
  const nanoseconds = (candidate) => results.get(candidate).map(({ ns }) => ns)
  const ratios = (candidate) => nanoseconds(candidate).map((ns, round) => ns / nanoseconds('variable')[round])

  return {
    title: `Reads: ${rounds} rounds of ${reads / 1e6} million, a process for each`,
    tables: [
      Object.entries(CANDIDATES).map(([candidate, name]) => ({
        read: name,
        'ns, loop included': figures(nanoseconds(candidate), 2),
        'times the `let` of its round': figures(ratios(candidate), 2),
      })),
    ],
    targets: [
      { what: '`get()` beside a module `let`', unit: 'times', measured: median(ratios('get')), limit },
    ],
  }
}
