/** `everterm serve` as a process of its own, compiled as it is published, with the files and the signals of a test. @module */

import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { onTestFinished } from 'vitest'
import { followed } from './followed.ts'

export interface ServiceProcess {
  readonly child: ChildProcess
  /** All that it has written to stderr, and to stdout. */
  readonly said: () => string
  /** Resolves when it has written this. */
  until(text: string | RegExp): Promise<void>
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>
}

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true })

/** What `everterm serve` runs, without the command line before it. */
const SERVE = `
import { runService } from './dist/src/serve/run/run-service.js'
const ending = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => ending.abort())
try {
  await runService({ path: process.env.CONFIG, signal: ending.signal, say: (line) => console.error(line) })
  process.exit(0)
} catch (error) {
  console.error(error.message)
  process.exit(2)
}`

/** Starts a process, which is killed when the test is over. */
export function launchModule(folder: string, source: string, env: NodeJS.ProcessEnv = {}): ServiceProcess {
  const words = ['--input-type=module', '--eval', source]
  const child = spawn(process.execPath, words, { cwd: folder, env: { ...process.env, ...env } })
  onTestFinished(() => void child.kill('SIGKILL'))
  const { output, ended, until } = followed(child)
  const said = () => output.stderr + output.stdout
  return {
    child,
    said,
    kill: (signal) => void child.kill(signal),
    ended: ended.then(({ code }) => ({ code, said: said() })),
    until: (text) =>
      until(() => (typeof text === 'string' ? said().includes(text) : text.test(said())), String(text)),
  }
}

export const launchService = (folder: string, config: string, env: NodeJS.ProcessEnv = {}): ServiceProcess =>
  launchModule(folder, SERVE, { CONFIG: config, ...env })
