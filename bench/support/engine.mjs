/** A real engine of a fleet for one measurement: NATS or Redis, in a process and a folder of its own. @module */

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const KINDS = {
  nats: {
    program: 'nats-server',
    config: (port, folder) => `listen: "127.0.0.1:${port}"\njetstream { store_dir: "${folder}/store" }\n`,
    args: (file) => ['-c', file],
  },
  redis: {
    program: 'redis-server',
    config: (port, folder) => `port ${port}\nbind 127.0.0.1\ndir "${folder}"\nsave ""\nappendonly yes\n`,
    args: (file) => [file],
  },
}

export const hasEngine = (kind) => spawnSync(KINDS[kind].program, ['--version']).status === 0

export async function startEngine(kind) {
  const { program, config, args } = KINDS[kind]
  const folder = mkdtempSync(join(tmpdir(), `bench-${kind}-`))
  const file = join(folder, 'engine.conf')
  const port = await freePort()
  writeFileSync(file, config(port, folder))
  const child = spawn(program, args(file), { stdio: 'ignore' })
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`)
    await sleep(20)
  }
  return {
    port,
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

const accepts = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
