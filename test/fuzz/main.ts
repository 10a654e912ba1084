/** Fuzzes all subjects, from the command line: two at a time, each in a thread that is watched. @module */

import { parseArgs } from 'node:util'
import { watched } from './harness/watched.ts'
import { notFound } from './planted/found.ts'
import { SUBJECTS } from './subjects.ts'

const { values: args } = parseArgs({
  options: {
    count: { type: 'string', default: '1100000' },
    seed: { type: 'string' },
    subject: { type: 'string' },
    first: { type: 'string' },
    jobs: { type: 'string', default: '2' },
  },
})

const seed = Number(args.seed ?? Date.now() % 1_000_000)
/** Memory that is lost would be at least as much in so many inputs: see the test of a planted leak. */
const MOST_GROWN = 2 * 2 ** 20

const chosen = SUBJECTS.filter(({ name }) => args.subject === undefined || args.subject === name)
const shares = chosen.reduce((sum, { share }) => sum + share, 0)
const subjects = new URL('./subjects.js', import.meta.url).href

let inputs = 0
let isFine = true

async function fuzz({ name, share }: (typeof SUBJECTS)[number]): Promise<void> {
  const again = args.first !== undefined
  const count = again && args.count === '1100000' ? 1 : Math.ceil((Number(args.count) * share) / shares)
  const begun = performance.now()
  const { failures, hung, grown } = await watched({
    subjects,
    name,
    seed,
    first: Number(args.first ?? 0),
    count,
  })
  inputs += count
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
  console.log(`${name}: ${count} inputs in ${seconds} s, memory grew by ${Math.round(grown / 1_024)} KiB`)
  const replay = (number: number) =>
    `npm run test:fuzz -- --seed ${seed} --subject '${name}' --first ${number}`
  for (const { number, message, input } of failures) {
    console.error(`${name} ${number}: ${message}\n  input (base64): ${input}\n  again: ${replay(number)}`)
  }
  if (hung !== undefined) console.error(`${name} ${hung}: does not come to its end\n  again: ${replay(hung)}`)
  const leaks = grown > MOST_GROWN
  if (leaks) console.error(`${name}: memory grew by ${grown} bytes, more than ${MOST_GROWN}`)
  if (failures.length > 0 || hung !== undefined || leaks) isFine = false
}

console.log(`seed ${seed}`)
if (args.subject === undefined) {
  const missed = await notFound(seed, MOST_GROWN)
  console.log(missed.length === 0 ? 'planted: all are found' : `planted, and not found: ${missed.join(', ')}`)
  if (missed.length > 0) isFine = false
}
const waiting = [...chosen]
async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await fuzz(next)
}
await Promise.all(Array.from({ length: Number(args.jobs) }, work))
console.log(`${inputs} inputs: ${isFine ? 'each was read or refused with a code' : 'FAILED'}`)
if (!isFine) process.exitCode = 1
