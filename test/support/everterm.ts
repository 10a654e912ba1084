/** Runs the program `everterm` in a process of its own, as a prompt does. @module */

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Ended, followed } from './followed.ts'

// The compiled one: see `compiled-workers.ts`.
const PROGRAM = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url))

export type Exited = Ended

export interface Surrounds {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

export interface RunningEverterm {
  readonly ended: Promise<Exited>
  /** Resolves when its output has this text, on either stream. */
  said(text: string): Promise<void>
  /** Resolves with what it has told people so far, on stderr, when that has this. */
  told(text: RegExp): Promise<string>
  /** Resolves with its whole output so far, when that has this and a whole line. */
  line(text: RegExp): Promise<string>
  kill(signal: NodeJS.Signals): void
  /** Closes this end of its stdout, as `head` does. */
  hangUp(): void
}

/** What the shell of whoever runs the tests has set is no part of them. */
const plainEnv = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(EVERTERM_|FORCE_COLOR|NO_COLOR|NODE_OPTIONS|NODE_V8)/.test(name),
  ),
)

/** Starts it with these words. */
export function startEverterm(words: readonly string[], { env = {}, cwd }: Surrounds = {}): RunningEverterm {
  return follow(process.execPath, [PROGRAM, ...words], { env, ...(cwd !== undefined && { cwd }) })
}

/** Runs it until it ends. */
export const everterm = (...words: readonly string[]): Promise<Exited> => startEverterm(words).ended

/** Runs it in a terminal of 24 lines and 100 columns, of which all output is stdout. */
export function startInTerminal(
  words: readonly string[],
  { env = {}, cwd }: Surrounds = {},
): RunningEverterm {
  const line = [process.execPath, PROGRAM, ...words].map((word) => `'${word}'`).join(' ')
  const command = `stty rows 24 cols 100; exec ${line}`
  return follow('script', ['-qfec', command, '/dev/null'], {
    env: { TERM: 'xterm', ...env },
    ...(cwd !== undefined && { cwd }),
  })
}

function follow(program: string, args: readonly string[], { env, cwd }: Surrounds): RunningEverterm {
  const child = spawn(program, args, { env: { ...plainEnv, ...env }, cwd })
  const { output, ended, until } = followed(child)
  return {
    ended,
    said: (text) => until(() => output.stdout.includes(text) || output.stderr.includes(text), text),
    async told(text) {
      await until(() => text.test(output.stderr), String(text))
      return output.stderr
    },
    async line(text) {
      await until(() => text.test(output.stdout) && output.stdout.endsWith('\n'), String(text))
      return output.stdout
    },
    kill: (signal) => void child.kill(signal),
    hangUp: () => void child.stdout.destroy(),
  }
}
