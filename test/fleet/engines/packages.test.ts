/** The packages of the engines have run once they are used, also where Node runs what its command line says. @module */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ranPackage } from '../../../src/fleet/engines/ran-package.ts'
import { type CompiledPackage, compilePackage } from '../../support/compiled-package.ts'
import { hasServer, titleOf } from '../../support/engine-server.ts'
import { NATS_SERVER, natsServer } from '../../support/nats-server.ts'
import { REDIS_SERVER, redisServer } from '../../support/redis-server.ts'

test.each([
  ['@redis/client', 'createClient'],
  ['@nats-io/transport-node', 'connect'],
  ['@nats-io/jetstream', 'jetstreamManager'],
  ['@nats-io/kv', 'Kvm'],
])('%s was used though it had only been read, and its names stood for nothing', async (name, proof) => {
  const read: Record<string, unknown> = { [proof]: undefined }
  const loaded: Record<string, unknown> = await import(name)
  expect(ranPackage(read, name, proof)[proof]).toBe(loaded[proof])
  expect(ranPackage(loaded, name, proof)).toBe(loaded)
})

const ENGINES = [
  {
    module: 'nats',
    program: NATS_SERVER,
    start: natsServer,
    options: (port: number) => `{ servers: '127.0.0.1:${port}' }`,
  },
  {
    module: 'redis',
    program: REDIS_SERVER,
    start: redisServer,
    options: (port: number) => `{ url: 'redis://127.0.0.1:${port}' }`,
  },
]

describe('in a program of the command line', () => {
  let compiled: CompiledPackage
  beforeAll(async () => {
    compiled = await compilePackage()
  })
  afterAll(() => compiled[Symbol.asyncDispose]())

  for (const { module, program, start, options } of ENGINES)
    test.runIf(hasServer(program))(
      titleOf(`the engine on ${module} holds what it is told`, program),
      async () => {
        const server = await start()
        try {
          await server.start()
          const { code, stderr, stdout } = await compiled.run(`
          import { ${module} } from 'everterm/${module}'
          const control = ${module}(${options(server.port)})
          await control.prepare()
          await control.put('control', 'shop.prices', 'told')
          console.log((await control.get('control', 'shop.prices')).value)
          await control.close()
        `)
          expect({ code, stderr, stdout }).toEqual({ code: 0, stderr: '', stdout: 'told\n' })
        } finally {
          await server.remove()
        }
      },
    )
})
