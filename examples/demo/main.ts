/** `npm start`: keeps real data fresh before your eyes. @module */

import { parseArgs } from 'node:util'
import { printLines } from './in-lines.ts'
import { showOnScreen } from './on-screen.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '20' } } })
const seconds = Number(values.seconds)
if (!(seconds > 0)) throw new TypeError(`Expected \`--seconds\` to be more than 0, got \`${values.seconds}\``)

const quit = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => quit.abort())

const hasTerminal = process.stdin.isTTY && process.stdout.isTTY
await (hasTerminal ? showOnScreen(quit) : printLines(quit, seconds))
