/** A real engine in a process of its own, which can be killed and started again with what it held. @module */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Control } from '../../src/fleet/control.ts'
import { nats } from '../../src/nats.ts'
import { redis } from '../../src/redis.ts'

export interface ShownEngine {
  /** For people. */
  readonly name: string
  readonly isUp: boolean
  /** As `kill -9` does. */
  kill(): Promise<void>
  /** Resolves when it takes connections. */
  start(): Promise<void>
}

interface Kind {
  readonly program: string
  readonly install: string
  args(port: number, folder: string): readonly string[]
  control(port: number): Control
}

const KINDS = {
  nats: {
    program: 'nats-server',
    install: '`apt-get install nats-server`, or `brew install nats-server`',
    args(port, folder) {
      const file = join(folder, 'nats.conf')
      writeFileSync(
        file,
        `listen: "127.0.0.1:${port}"\njetstream { store_dir: "${join(folder, 'store')}" }\n`,
      )
      return ['-c', file]
    },
    control: (port) => nats({ servers: `127.0.0.1:${port}` }),
  },
  redis: {
    program: 'redis-server',
    install: '`apt-get install redis-server`, or `brew install redis`',
    args(port, folder) {
      const file = join(folder, 'redis.conf')
      // What it has acknowledged is on disk, so that a kill loses nothing.
      const lines = [`port ${port}`, 'bind 127.0.0.1', `dir "${folder}"`, 'save ""']
      writeFileSync(file, [...lines, 'appendonly yes', 'appendfsync always', ''].join('\n'))
      return [file]
    },
    control: (port) => redis({ url: `redis://127.0.0.1:${port}` }),
  },
} as const satisfies Readonly<Record<string, Kind>>

export type EngineName = keyof typeof KINDS
export const ENGINE_NAMES = Object.keys(KINDS) as EngineName[]

/** A connection of one instance. */
export const controlAt = (kind: EngineName, port: number): Control => KINDS[kind].control(port)

const PATIENCE_MS = 10_000

/** @throws Error that says what to install, where the program isn't there */
export async function startEngine(
  kind: EngineName,
  folder: string,
): Promise<ShownEngine & { readonly port: number }> {
  const { program, install, args }: Kind = KINDS[kind]
  mkdirSync(folder, { recursive: true })
  const port = await freeTcpPort()
  const words = args(port, folder)
  let child: ChildProcess | undefined
  let failure: NodeJS.ErrnoException | undefined

  async function start(): Promise<void> {
    const started = spawn(program, [...words], { cwd: folder, stdio: 'ignore' })
    child = started
    started.once('error', (error) => {
      failure = error
    })
    const last = performance.now() + PATIENCE_MS
    while (!(await takesConnections(port))) {
      if (failure !== undefined) throw missing(failure)
      if (started.exitCode !== null || performance.now() > last)
        throw new Error(`${program} doesn't start: exit code ${started.exitCode}`)
      await delay(20)
    }
  }

  const missing = (error: NodeJS.ErrnoException): Error =>
    error.code === 'ENOENT'
      ? new Error(`The fleet needs ${program}, which isn't on the PATH: ${install}`)
      : error

  const engine = {
    name: `${program} 127.0.0.1:${port}`,
    port,
    get isUp() {
      return child !== undefined
    },
    async kill() {
      const killed = child
      child = undefined
      if (killed === undefined || killed.exitCode !== null) return
      const gone = once(killed, 'exit')
      killed.kill('SIGKILL')
      await gone
    },
    start,
  }
  await start()
  return engine
}

async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

const takesConnections = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
