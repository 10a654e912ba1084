/** The whole run, from the command line. @module */

import { parseArgs } from 'node:util'
import { runInThreads } from './in-threads.ts'
import { allOf, KINDS, type Kind, sampleOf } from './kinds/kinds.ts'
import { plantAll } from './planted/planted.ts'
import type { Failure, Tally } from './runner.ts'

const { values: args } = parseArgs({
  options: {
    kind: { type: 'string' },
    first: { type: 'string' },
    count: { type: 'string' },
    seed: { type: 'string', default: '0' },
    sample: { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
    enough: { type: 'string', default: '5' },
  },
})

function numbersOf(kind: Kind): number[] {
  if (args.sample) return sampleOf(kind)
  if (args.first === undefined) return allOf(kind)
  return Array.from({ length: Number(args.count ?? 1) }, (_, i) => Number(args.first) + i)
}

function told({ kind, number, seed, key, message, smallest }: Failure): string {
  const document = smallest.length > 2000 ? `${smallest.length} bytes` : JSON.stringify(smallest)
  return [
    `${kind} ${number}: ${message.split('\n').slice(0, 4).join('\n')}`,
    `  key ${JSON.stringify(key)}, smallest document (a character for each byte): ${document}`,
    `  again: npm run test:equality -- --seed ${seed} --kind ${kind} --first ${number}`,
  ].join('\n')
}

const line = (cells: readonly (string | number)[]): string =>
  cells.map((cell, i) => (i === 0 ? String(cell).padEnd(8) : String(cell).padStart(10))).join('')

const COUNTS = ['accepted', 'refused', 'columns'] as const

const row = (tally: Tally): string =>
  line([tally.kind, tally.documents, ...COUNTS.map((count) => tally[count]), tally.failures.length])

async function compareAll(): Promise<boolean> {
  const tallies: Tally[] = []
  console.log(line(['kind', 'documents', ...COUNTS, 'failures']))
  for (const kind of KINDS.filter(({ name }) => args.kind === undefined || args.kind === name)) {
    const options = {
      seed: Number(args.seed),
      enough: Number(args.enough),
      isShrunk: !args.sample,
    }
    const tally = await runInThreads(kind, numbersOf(kind), options)
    tallies.push(tally)
    console.log(row(tally))
    if (tally.failures.length >= Number(args.enough)) break
  }
  const failures = tallies.flatMap((tally) => tally.failures)
  const sums = COUNTS.map((count) => tallies.reduce((sum, tally) => sum + tally[count], 0))
  console.log(
    line(['all', tallies.reduce((sum, { documents }) => sum + documents, 0), ...sums, failures.length]),
  )
  for (const failure of failures) console.error(`\n${told(failure)}`)
  return failures.length === 0 && tallies.length > 0
}

const isFine = args.planted ? (await plantAll()) === 0 : await compareAll()
if (!isFine) process.exitCode = 1
