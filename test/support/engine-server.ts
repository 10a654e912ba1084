/** A real server of an engine, which tests start on a free port, stop, kill and start again with what it held. @module */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from './free-port.ts'

export interface EngineServer {
  readonly port: number
  readonly folder: string
  /** The process of the server while there is one. */
  readonly pid: number
  /** Starts it, or lets it go on, and waits until it takes connections. */
  start(): Promise<void>
  /** As `kill -9` does. */
  kill(): Promise<void>
  /** It takes connections and answers nothing. */
  freeze(): void
  /** Ends it, and removes its folder. */
  remove(): Promise<void>
}

/** Is the program of a server here? In CI it has to be, so that no suite is passed over there unseen. */
export function hasServer(program: string): boolean {
  const isHere = spawnSync(program, ['--version']).status === 0
  if (!isHere && process.env.CI !== undefined)
    throw new Error(`CI needs ${program}: apt-get install ${program}`)
  return isHere
}

/** What the suite is called: where it is passed over, its name says so. */
export const titleOf = (title: string, program: string): string =>
  hasServer(program) ? title : `${title}: SKIPPED, since ${program} is not installed`

const PATIENCE_MS = 10_000
const STEP_MS = 10

/** A server that isn't started yet; `args` are those of its program, `env` is added to its environment. */
export async function engineServer(
  program: string,
  args: (port: number, folder: string) => readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<EngineServer> {
  const folder = mkdtempSync(join(tmpdir(), `${program}-`))
  const port = await freePort()
  let child: ChildProcess | undefined
  let isFrozen = false

  async function listening(): Promise<void> {
    const last = performance.now() + PATIENCE_MS
    while (!(await accepts(port))) {
      if (child?.exitCode !== null) throw new Error(`${program} ended with ${child?.exitCode}`)
      if (performance.now() > last) throw new Error(`${program} takes no connection`)
      await delay(STEP_MS)
    }
  }

  async function kill(): Promise<void> {
    const killed = child
    child = undefined
    isFrozen = false
    if (killed === undefined || killed.exitCode !== null) return
    const gone = once(killed, 'exit')
    killed.kill('SIGKILL')
    await gone
  }

  return {
    port,
    folder,
    get pid() {
      return child?.pid ?? -1
    },
    async start() {
      if (isFrozen) child?.kill('SIGCONT')
      isFrozen = false
      child ??= spawn(program, args(port, folder), { stdio: 'ignore', env: { ...process.env, ...env } })
      await listening()
    },
    kill,
    freeze() {
      isFrozen = true
      child?.kill('SIGSTOP')
      // A thread of it that runs elsewhere may answer until the signal has come to it.
      const until = performance.now() + LONGEST_STOP_MS
      while (child?.pid !== undefined && !hasStopped(child.pid) && performance.now() < until);
    },
    async remove() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const LONGEST_STOP_MS = 1_000

/** Has each of its threads? Where there is no `/proc`, nobody knows. */
function hasStopped(pid: number): boolean {
  const tasks = `/proc/${pid}/task`
  if (!existsSync(tasks)) return true
  return readdirSync(tasks).every((task) => / T \d/.test(readFileSync(join(tasks, task, 'stat'), 'utf8')))
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
