/** Compiles the examples, and runs them as a person would. @module */

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

/** Compiles all examples into a folder of their own below `build`. */
export async function compileExamples(folder: string): Promise<string> {
  const out = join('build', folder)
  const args = [TSC, '-p', 'tsconfig.examples.json', '--outDir', out]
  await promisify(execFile)(process.execPath, args, { cwd: ROOT }).catch(({ stdout }: { stdout: string }) => {
    throw new Error(`the examples do not compile:\n${stdout}`)
  })
  return join(ROOT, out, 'examples')
}

export interface Run {
  readonly child: ChildProcess
  /** All that the process has printed so far. */
  readonly output: string
  /** Resolves when the process has printed that; rejects when it ends before. */
  printed(pattern: RegExp): Promise<void>
  /** Resolves with the exit code, or with the signal that ended the process. */
  readonly ended: Promise<number | string>
}

/** Runs a script without a terminal. */
export function run(script: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Run {
  const stdio = ['ignore', 'pipe', 'pipe'] as const
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...env },
    stdio: [...stdio],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      child.emit('printed')
    })
  }
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  let isOver = false
  void ended.then(() => {
    isOver = true
    child.emit('printed')
  })
  return {
    child,
    get output() {
      return output
    },
    async printed(pattern) {
      while (!pattern.test(output)) {
        if (isOver) throw new Error(`ended without ${pattern}:\n${output}`)
        await once(child, 'printed')
      }
    },
    ended,
  }
}
