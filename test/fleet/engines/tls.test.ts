/** Both engines speak TLS with a certificate that only the test trusts, and refuse one that they don't. @module */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Control } from '../../../src/fleet/control.ts'
import { nats } from '../../../src/nats.ts'
import { redis } from '../../../src/redis.ts'
import { type EngineServer, engineServer, hasServer, titleOf } from '../../support/engine-server.ts'
import { selfSigned } from '../../support/tls.ts'

const certificate = selfSigned()

async function started(
  program: string,
  args: (port: number, folder: string) => readonly string[],
): Promise<EngineServer> {
  const server = await engineServer(program, (port, folder) => {
    writeFileSync(join(folder, 'key'), certificate.key)
    writeFileSync(join(folder, 'cert'), certificate.cert)
    return args(port, folder)
  })
  onTestFinished(() => server.remove())
  await server.start()
  return server
}

async function trusts(connect: (ca: string | undefined) => Control): Promise<void> {
  const [trusting, doubting] = [connect(certificate.cert), connect(undefined)]
  onTestFinished(async () => void (await Promise.all([trusting.close(), doubting.close()])))
  await trusting.put('status', 'shop.i', '{}')
  await expect(doubting.put('status', 'shop.i', '{}')).rejects.toMatchObject({ code: 'ERR_TERM_TLS' })
}

describe.runIf(hasServer('nats-server'))(titleOf('NATS', 'nats-server'), () => {
  test('over TLS', async () => {
    const { port } = await started('nats-server', (port, folder) => {
      const [cert, key] = [join(folder, 'cert'), join(folder, 'key')]
      return [
        '-a',
        '127.0.0.1',
        '-p',
        `${port}`,
        '-js',
        '-sd',
        folder,
        '--tls',
        '--tlscert',
        cert,
        '--tlskey',
        key,
      ]
    })
    await trusts((ca) => nats({ servers: `127.0.0.1:${port}`, ...(ca !== undefined && { tls: { ca } }) }))
  })
})

describe.runIf(hasServer('redis-server'))(titleOf('Redis', 'redis-server'), () => {
  test('over TLS', async () => {
    const { port } = await started('redis-server', (port, folder) => {
      const files = ['--tls-cert-file', join(folder, 'cert'), '--tls-key-file', join(folder, 'key')]
      return ['--port', '0', '--tls-port', `${port}`, '--tls-auth-clients', 'no', '--dir', folder, ...files]
    })
    await trusts((ca) =>
      redis({ url: `rediss://127.0.0.1:${port}`, ...(ca !== undefined && { tls: { ca } }) }),
    )
  })
})
