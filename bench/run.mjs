/**
 * Measures the built package: `npm run bench -- [names] [--quick]`. Prints Markdown; fails when a target is missed.
 *
 * @module
 */

import { parseArgs } from 'node:util'
import * as fleet from './fleet.mjs'
import * as get from './get.mjs'
import * as listeners from './listeners.mjs'
import * as receive from './receive.mjs'
import { machine } from './support/machine.mjs'
import { markdown } from './support/markdown.mjs'
import { verdict } from './support/target.mjs'

const benches = { get, fleet, listeners, receive }
const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const names = positionals.length === 0 ? Object.keys(benches) : positionals
const unknown = names.filter((name) => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  throw new TypeError(`Expected names of ${Object.keys(benches).join(', ')}, got ${unknown.join(', ')}`)
}

console.log(machine())
for (const name of names) {
  const { title, tables, targets } = await benches[name].run(values)
  console.log(`\n## ${title}`)
  for (const rows of tables) console.log(`\n${markdown(rows)}`)
  for (const target of targets) {
    const { held, text } = verdict(target)
    console.log(`\n${text}`)
    if (!held) process.exitCode = 1
  }
}
