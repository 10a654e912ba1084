/**
 * Plants small bugs in the sources, one at a time, and sees whether a test notices.
 *
 *     npm run mutants -- --seed 1 --count 60
 *     npm run mutants -- --in src/store --count 10
 *     npm run mutants -- --in src/store --nearest 12   only the 12 test files that are nearest to each bug
 *     npm run mutants -- --jobs 2                      so many bugs at the same time
 *     npm run mutants -- --seconds 100                 what is known by then: a bug that still is on trial doesn't count
 *     npm run mutants -- --seed 1 --count 60 --list    only shows what it would plant
 *
 * The work happens in copies of the tree. It ends with 1 where fewer than `--least` per cent are noticed (90).
 *
 * @module
 */

import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { draw } from './mutants/draw.mjs'
import { endAll } from './mutants/processes.mjs'
import { bench } from './mutants/trial.mjs'

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    count: { type: 'string', default: '60' },
    in: { type: 'string', default: '' },
    nearest: { type: 'string', default: 'Infinity' },
    jobs: { type: 'string', default: '1' },
    seconds: { type: 'string', default: 'Infinity' },
    least: { type: 'string', default: '90' },
    list: { type: 'boolean', default: false },
  },
})

const FEWEST = 4
const A_WEEK = 7 * 24 * 3600 // more, and a timer of Node's ends at once
const count = Number(options.count)
const mutants = draw(Number(options.seed), options.in)
const placeOf = ({ file, line, change }) => `${file}:${line}  ${change}`
const lives = []
let planted = 0
let noticed = 0

async function work() {
  const trial = bench(Number(options.nearest))
  while (planted < count) {
    const { value: mutant, done } = mutants.next()
    if (done) break
    planted += 1
    const { outcome, by, seconds } = await trial.run(mutant)
    // A bug that the compiler notices needs no test.
    if (outcome === 'ill-typed') planted -= 1
    else console.log(`${outcome.padEnd(8)} ${placeOf(mutant)}  (${by}${seconds} s)`)
    if (outcome === 'lives') lives.push(placeOf(mutant))
    if (outcome === 'noticed') noticed += 1
  }
}

function tell() {
  const tried = noticed + lives.length
  const share = tried === 0 ? 100 : Math.floor((100 * noticed) / tried)
  console.log(`\n${noticed} of ${tried} were noticed (${share} %)`)
  for (const place of lives) console.log(`lives: ${place}`)
  // Of fewer, chance decides.
  if (tried >= FEWEST && share < Number(options.least)) process.exitCode = 1
}

process.on('exit', endAll)
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
  process.once(signal, () => process.exit(code))
}
console.log(`seed ${options.seed}`)
if (options.list) {
  for (const mutant of mutants) if (planted++ < count) console.log(placeOf(mutant))
} else {
  const all = Promise.all(Array.from({ length: Number(options.jobs) }, work))
  await Promise.race([all, delay(1_000 * Math.min(Number(options.seconds), A_WEEK))])
  tell()
  process.exit()
}
