#!/usr/bin/env node
/** The program `everterm`: its streams, its signals and its end. @module */

import { exitCode } from './exit-codes.ts'
import { runCli } from './index.ts'

const controller = new AbortController()
let told: 'interrupted' | 'terminated' | undefined

// The first signal asks, the second one ends.
for (const [signal, exit] of [
  ['SIGINT', 'interrupted'],
  ['SIGTERM', 'terminated'],
] as const) {
  process.on(signal, () => {
    if (told !== undefined) process.exit(exitCode(exit))
    told = exit
    controller.abort()
  })
}

// A service takes the signal for a reload; before it has read its config, there is nothing to load anew.
if (process.argv[2] === 'serve') process.on('SIGHUP', () => {})

// `everterm ... | head` goes away amid the writing, which is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCode('ok') : exitCode('failed'))
  })
}

const exit = await runCli({
  words: process.argv.slice(2),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: controller.signal,
})
process.exit(exitCode(exit === 'interrupted' ? (told ?? exit) : exit))
