/** `everterm serve` as a process of its own, compiled as it is published, with the files and the signals of a test. @module */

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { ROOT, read } from '../house/sources.ts'

export interface ServiceProcess {
  readonly child: ChildProcess
  /** All that it has written to stderr, and to stdout. */
  readonly said: () => string
  /** Resolves when it has written this. */
  until(text: string | RegExp): Promise<void>
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>
}

const FAST = ['--noCheck', '--declaration', 'false', '--sourceMap', 'false', '--inlineSources', 'false']

/** Compiles the package into a folder, where `import 'everterm'` means it. */
export async function packageFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-process-'))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const project = join(ROOT, 'tsconfig.build.json')
  await promisify(execFile)(process.execPath, [tsc, '-p', project, '--outDir', join(folder, 'dist'), ...FAST])
  const { name, version, type, exports } = JSON.parse(read('package.json')) as Record<string, unknown>
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version, type, exports }))
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
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
  let output = ''
  const listening = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      for (const look of listening) look()
    })
  }
  const ended = new Promise<{ code: number | null; said: string }>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, said: output }))
  })
  return {
    child,
    said: () => output,
    kill: (signal) => void child.kill(signal),
    ended,
    until: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (typeof text === 'string' ? output.includes(text) : text.test(output)) resolve()
        }
        listening.add(look)
        look()
        void ended.then(() => reject(new Error(`it never said ${String(text)}: ${output}`)), reject)
      }),
  }
}

export const launchService = (folder: string, config: string, env: NodeJS.ProcessEnv = {}): ServiceProcess =>
  launchModule(folder, SERVE, { CONFIG: config, ...env })
