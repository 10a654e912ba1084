/**
 * Plants small bugs in the sources, one at a time, and sees whether a test notices.
 *
 *     npm run mutants -- --seed 1 --count 60
 *     npm run mutants -- --in src/store --count 10
 *     npm run mutants -- --seed 1 --count 60 --list      only shows what it would plant
 *
 * The work happens in a copy of the tree. It ends with 1 where fewer than `--least` per cent are noticed (90).
 *
 * @module
 */

import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { draw } from './mutants/draw.mjs'
import { bench } from './mutants/trial.mjs'

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    count: { type: 'string', default: '60' },
    in: { type: 'string', default: '' },
    least: { type: 'string', default: '90' },
    list: { type: 'boolean', default: false },
  },
})

const [count, least] = [Number(options.count), Number(options.least)]
const trial = bench()
process.on('exit', () => rmSync(trial.folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))

console.log(`seed ${options.seed}`)
const lives = []
let planted = 0
for (const mutant of draw(Number(options.seed), options.in)) {
  if (planted === count) break
  const place = `${mutant.file}:${mutant.line}  ${mutant.change}`
  if (options.list) {
    console.log(place)
    planted += 1
    continue
  }
  const { outcome, by, seconds } = trial.run(mutant)
  // What no compiler lets through needs no test.
  if (outcome === 'ill-typed') continue
  planted += 1
  if (outcome === 'lives') lives.push(place)
  console.log(`${outcome.padEnd(8)} ${place}  (${by}${seconds} s)`)
}

if (!options.list) {
  const share = planted === 0 ? 100 : Math.floor((100 * (planted - lives.length)) / planted)
  console.log(`\n${planted - lives.length} of ${planted} were noticed (${share} %)`)
  for (const place of lives) console.log(`lives: ${place}`)
  if (share < least) process.exitCode = 1
}
