/**
 * Runs the same failures for everterm and its rivals, each pair in a process of its own, and prints who survives what.
 *
 * - `node run.mjs jose outage`: rivals and failures of these names only
 * - `--jobs 8`: so many pairs at a time
 * - `--write`: writes docs/comparison.md as well
 *
 * @module
 */

import { readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { pageOf } from './support/page.mjs'
import { pairOf } from './support/pair.mjs'
import { verdictOf } from './support/verdict.mjs'

/** Longer than any pair takes that does not hang. */
const BOUND_MS = 240_000

const { values, positionals } = parseArgs({
  options: { jobs: { type: 'string', default: '8' }, write: { type: 'boolean', default: false } },
  allowPositionals: true,
})

/** @param {string} folder */
async function modules(folder) {
  const names = readdirSync(new URL(folder, import.meta.url)).sort()
  const files = names.map((name) => new URL(`${folder}/${name}`, import.meta.url).href)
  const loaded = await Promise.all(files.map(async (file) => ({ ...(await import(file)), file })))
  const wanted = loaded.filter(({ file }) => positionals.some((name) => file.endsWith(`/${name}.mjs`)))
  return wanted.length > 0 ? wanted : loaded
}

const [rivals, scenarios] = await Promise.all([modules('rivals'), modules('scenarios')])
const own = (/** @type {string} */ name) => !name.startsWith('everterm')
rivals.sort((a, b) => Number(own(a.name)) - Number(own(b.name)) || a.name.localeCompare(b.name))
scenarios.sort((a, b) => a.title.localeCompare(b.title))
const pairs = scenarios.flatMap((scenario) =>
  rivals
    .filter((rival) => rival.asks === scenario.asks && (scenario.applies?.(rival) ?? true))
    .map((rival) => ({ rival, scenario })),
)
// The slow ones first, so that no long one is left at the end.
pairs.sort((a, b) => b.rival.pollMs - a.rival.pollMs)

/** @type {{ rival: string, scenario: string, verdict: string, evidence: string }[]} */
const results = []

/** @param {(typeof pairs)[number]} pair */
async function run({ rival, scenario }) {
  const pair = await pairOf(rival)
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const bound = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not over after ${BOUND_MS / 1_000} s`)), BOUND_MS)
  })
  const result = await Promise.race([scenario.run(pair, rival), bound])
    .then((told) => verdictOf(told, pair.death()))
    .catch((error) => ({
      verdict: pair.death() ? 'died' : 'failed here',
      evidence: `${error.message} ${pair.death() ?? ''}`,
    }))
  clearTimeout(timer)
  const said = pair.said()
  await pair.close()
  results.push({ rival: rival.name, scenario: scenario.title, ...result })
  console.log(`${scenario.title} | ${rival.name} | ${result.verdict} | ${result.evidence}`)
  if (result.verdict === 'failed here') console.log(said)
}

const waiting = [...pairs]
async function work() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(next)
}
await Promise.all(Array.from({ length: Number(values.jobs) }, work))

const page = pageOf(rivals, scenarios, results)
if (values.write) writeFileSync(fileURLToPath(new URL('../../docs/comparison.md', import.meta.url)), page)
else console.log(`\n${page}`)
