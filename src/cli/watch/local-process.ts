/** Runs the terms of a config within this process, and lets it be asked as any other. @module */

import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { supervise } from '../../handles/supervise.ts'
import { dashboard } from '../../serve/dashboard.ts'
import type { Call } from '../command.ts'
import type { RemoteProcess } from '../remote/remote-process.ts'
import { configAt } from '../terms/config-at.ts'

export interface LocalProcess extends AsyncDisposable {
  readonly process: RemoteProcess
}

/** Nothing of it is kept on disk: the folder may be that of a service that runs. */
export async function localProcess(call: Call): Promise<LocalProcess> {
  const config = await configAt(call)
  const { keepsake: _nothing, ...options } = config.supervise
  const children = Object.fromEntries([...config.entries].map(([name, { child }]) => [name, child]))
  const board = dashboard(undefined, { name: config.name, environment: config.environment })
  const path = join(tmpdir(), `everterm-watch-${randomUUID().slice(0, 8)}.sock`)
  await board.listen({ path })
  const tree = await supervise(children, { ...options, observers: [board] })
  const url = new URL('http://localhost/')
  return {
    process: { name: config.name, url, socketPath: path, token: undefined, timeoutMs: 10_000 },
    async [Symbol.asyncDispose]() {
      await Promise.all([tree.stop({ timeout: '1s' }), board.close()])
      await rm(path, { force: true })
    },
  }
}
