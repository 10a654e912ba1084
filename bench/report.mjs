/**
 * Makes one report of what several runs have written: `npm run bench:report -- results/*.json`. If a bench ran more than
 * once on a version of Node, its last run counts.
 *
 * - `--into docs/performance.md`: in place of all that follows the marker there, rather than to the terminal
 * - `--plots docs/performance`: draws into this folder
 *
 * @module
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { benches } from './support/benches.mjs'
import { section } from './support/section.mjs'

const MARKER = '<!-- What follows is written by `npm run bench:report`. -->'

const { values, positionals } = parseArgs({
  options: { into: { type: 'string' }, plots: { type: 'string' } },
  allowPositionals: true,
})
if (positionals.length === 0) throw new TypeError('Expected the files that `npm run bench -- --json` wrote')
const { into, plots } = values

const latest = new Map()
const all = positionals.flatMap((path) => JSON.parse(readFileSync(path, 'utf8')).runs)
for (const run of all.toSorted((a, b) => a.machine.at.localeCompare(b.machine.at))) {
  latest.set(`${run.bench} ${Number.parseInt(run.machine.node, 10)}`, run)
}
const order = Object.keys(benches)
const runs = [...latest.values()].toSorted(
  (a, b) =>
    order.indexOf(a.bench) - order.indexOf(b.bench) ||
    a.machine.node.localeCompare(b.machine.node, 'en', { numeric: true }),
)

if (plots !== undefined) mkdirSync(plots, { recursive: true })
const images = plots === undefined || into === undefined ? plots : relative(dirname(into), plots)
const sections = runs.map((run) => section(run, images))
if (plots !== undefined) {
  for (const { file, svg } of sections.flatMap(({ drawn }) => drawn)) writeFileSync(join(plots, file), svg)
}
const text = `${sections.map((each) => each.text).join('\n\n')}\n`
if (into === undefined) {
  process.stdout.write(text)
} else {
  const [prose, ...rest] = readFileSync(into, 'utf8').split(MARKER)
  if (rest.length === 0) throw new Error(`${into} has no line ${MARKER}`)
  writeFileSync(into, `${prose}${MARKER}\n\n${text}`)
}
