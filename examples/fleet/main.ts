/** `npm run fleet`: a fleet on one machine, through good and bad publications and the death of its engine. @module */

import { parseArgs } from 'node:util'
import { ENGINE_NAMES } from './engine.ts'
import { showFleet } from './show-fleet.ts'

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'nats' },
    processes: { type: 'string', default: '24' },
    hosts: { type: 'string', default: '8' },
    bake: { type: 'string', default: '2' },
    outage: { type: 'string', default: '8' },
  },
})
const LONGEST_MS = 170_000

const above = (name: 'processes' | 'hosts' | 'bake' | 'outage'): number => {
  const number = Number(values[name])
  if (number > 0) return number
  throw new TypeError(`Expected \`--${name}\` to be more than 0, got \`${values[name]}\``)
}
const engine = ENGINE_NAMES.find((name) => name === values.engine)
if (engine === undefined)
  throw new TypeError(
    `Expected \`--engine\` to be one of ${ENGINE_NAMES.join(', ')}, got \`${values.engine}\``,
  )

const quit = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => quit.abort())
const tooLong = setTimeout(() => quit.abort(), LONGEST_MS)

try {
  const played = await showFleet(
    {
      engine,
      processes: above('processes'),
      hosts: above('hosts'),
      bakeMs: above('bake') * 1_000,
      outageMs: above('outage') * 1_000,
      hasTerminal: process.stdin.isTTY && process.stdout.isTTY,
    },
    quit,
  )
  process.exitCode = played.wasCutShort || played.wrong.length > 0 ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  clearTimeout(tooLong)
}
