/** What the steps of the gate add to a refresh: hashes and signatures of large payloads, guards of many records. @module */

import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median } from './support/statistics.mjs'

const FULL = { rounds: 5, bytes: 39e6, records: 1_000_000, added: 60 }
const QUICK = { rounds: 1, bytes: 4e6, records: 20_000, added: 120 }

const BYTES = {
  sha256: 'SHA-256 as the bytes pass, which each refresh takes',
  minisign: 'the same, BLAKE2b beside it, and a signature of minisign',
  legacy: 'SHA-256, and a signature of the bytes by an old minisign',
  ed25519: 'SHA-256, and a plain signature of Ed25519',
  plainRefresh: 'a whole refresh',
  signedRefresh: 'a whole refresh with `verify: minisign(...)`',
}

const RECORDS = {
  listCount: 'a list: `maxShrink`',
  listChange: 'a list: `maxChange`',
  mapChange: 'a map: `maxChange`',
  objectCount: 'an object: `maxShrink`',
  objectChange: 'an object: `maxChange`',
  tableChange: 'a table that knows no changes: `maxChange`',
}

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { bytes, records } = settings
  const jobs = [
    ...Object.keys(BYTES).map((step) => [step, { step, bytes }]),
    ...Object.keys(RECORDS).map((step) => [step, { step, records }]),
  ]
  return { settings, ...(await inRounds('gate', jobs, settings.rounds, { node })) }
}

export function report({ settings: { rounds, bytes, records, added: limit }, results }) {
  const of = (step, what) => measures(results, step, what)
  const row = ([step, name]) => ({
    step: name,
    ms: figures(of(step, 'ms'), 1),
    'longest pause, ms': figures(of(step, 'pause'), 1),
    'CPU of all threads, ms': figures(of(step, 'cpuMs'), 0),
  })
  const added = (step, to) => {
    const before = of(to, 'cpuMs')
    return median(of(step, 'cpuMs').map((ms, round) => ms - before[round]))
  }
  return {
    title: `The gate: ${(bytes / 1e6).toFixed(0)} MB, and ${records} records; ${rounds} rounds`,
    tables: [Object.entries(BYTES).map(row), Object.entries(RECORDS).map(row)],
    targets: [
      {
        what: 'minisign: CPU added to SHA-256',
        unit: 'ms',
        measured: added('minisign', 'sha256'),
        limit,
      },
      {
        what: '`verify: minisign(...)`: CPU added to a whole refresh',
        unit: 'ms',
        measured: added('signedRefresh', 'plainRefresh'),
        limit,
      },
    ],
  }
}
