/** The whole run, from the command line: a hundred thousand courses of events, or the bugs that are planted. @module */

import { parseArgs } from 'node:util'
import { PLANTED, RULES } from './rules.ts'
import { violationOf } from './run.ts'

const { values: args } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '100000' },
    planted: { type: 'boolean', default: false },
  },
})
const seed = Number(args.seed)

if (args.planted) {
  for (const [name, rules] of Object.entries(PLANTED)) {
    const found = violationOf(rules, 20_000, seed)
    console.log(`${found === undefined ? 'NOT FOUND' : 'found'}: ${name}`)
    if (found === undefined) process.exitCode = 1
  }
} else {
  const found = violationOf(RULES, Number(args.count), seed)
  console.log(found ?? `${args.count} courses, seed ${seed}: all rules held`)
  if (found !== undefined) process.exitCode = 1
}
