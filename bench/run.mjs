/**
 * Measures the built package: `npm run bench -- [names]`. Prints Markdown; fails when a target is missed.
 *
 * - `--quick`: in about a minute, small data, wide bounds, no peers
 * - `--rounds 5`: how many rounds, where the bench has a choice of its own
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
import { machine } from './support/machine.mjs'
import { section } from './support/section.mjs'

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
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
const { quick, node, json, plots } = values
const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
if (rounds !== undefined && !(Number.isSafeInteger(rounds) && rounds > 0)) {
  throw new TypeError(`Expected \`--rounds\` to be a whole number, at least 1, got ${values.rounds}`)
}
if (plots !== undefined) mkdirSync(plots, { recursive: true })

const runs = []
const missed = []
for (const name of names) {
  const before = machine(node)
  const data = await benches[name].measure({ quick, rounds, node })
  const run = { bench: name, quick, machine: { ...before, loadAfter: loadavg() }, data }
  runs.push(run)
  // After each bench, so that what follows can't lose it.
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
