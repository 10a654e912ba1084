/**
 * Measures the built package: `npm run bench -- [names]`. Prints Markdown; fails when a target is missed.
 *
 * - `--quick`: in about a minute, small data, wide bounds, no peers
 * - `--lean`: without peers, and of the other ways only the naive one
 * - `--rounds 5`, `--set k100`: other than the benches' own; sets are k10, k100 and m1, of so many records
 * - `--calm 8`: rounds in which an idle process pauses for so many ms are discarded and repeated
 * - `--engine redis`: the engine of `rollout`, in place of NATS
 * - `--node /path/to/node`: measures another Node
 * - `--json results.json`: writes every value, for `npm run bench:report`
 * - `--plots folder`: draws
 *
 * @module
 */

import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benches } from './support/benches.mjs'
import { SETS } from './support/dataset.mjs'
import { machine } from './support/machine.mjs'
import { section } from './support/section.mjs'

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    lean: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    set: { type: 'string' },
    calm: { type: 'string' },
    engine: { type: 'string', default: 'nats' },
    node: { type: 'string', default: process.execPath },
    json: { type: 'string' },
    plots: { type: 'string' },
  },
  allowPositionals: true,
})
const names = positionals.length === 0 ? Object.keys(benches) : positionals
const unknown = names.filter((name) => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  throw new TypeError(`Expected names of ${Object.keys(benches).join(', ')}, got ${unknown.join(', ')}`)
}
const { quick, lean, node, set, json, plots, engine } = values
if (!['nats', 'redis'].includes(engine))
  throw new TypeError(`Expected \`--engine\` to be nats or redis, got ${engine}`)
if (set !== undefined && !Object.hasOwn(SETS, set)) {
  throw new TypeError(`Expected \`--set\` to be one of ${Object.keys(SETS).join(', ')}, got ${set}`)
}
const options = { quick, lean, node, set, engine, rounds: numberOf('rounds'), calm: numberOf('calm') }
if (plots !== undefined) mkdirSync(plots, { recursive: true })

const runs = []
const missed = []
for (const name of names) {
  const before = machine(node)
  const data = await benches[name].measure(options)
  const run = { bench: name, quick, machine: { ...before, loadAfter: loadavg() }, data }
  runs.push(run)
  // The results are written after each bench, so that no later one can lose them.
  if (json !== undefined) writeFileSync(json, JSON.stringify({ runs }, null, 1))
  const shown = section(run, plots)
  console.log(`${shown.text}\n`)
  missed.push(...shown.missed)
  if (plots !== undefined) for (const { file, svg } of shown.drawn) writeFileSync(join(plots, file), svg)
}
if (missed.length > 0) {
  console.log(`Missed:\n\n${missed.map((text) => `- ${text}`).join('\n')}`)
  process.exitCode = 1
}

function numberOf(option) {
  const said = values[option]
  if (said === undefined || Number(said) > 0) return said && Number(said)
  throw new TypeError(`Expected \`--${option}\` to be a number above 0, got ${said}`)
}
