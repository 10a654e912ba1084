/** The service as a process: its signals, and that nobody loses an answer by them. @module */

import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageFolder } from '../../support/compiled-package.ts'
import { serveOrigin, silence } from '../../support/origin.ts'
import { ownFolder } from '../../support/running-service.ts'
import {
  launchModule,
  launchService,
  removeFolder,
  type ServiceProcess,
} from '../../support/service-process.ts'

let folder: string
beforeAll(async () => {
  folder = await packageFolder()
}, 60_000)
afterAll(() => removeFolder(folder))

/** A service of some prices, and the file that says so. */
async function started(config: object = {}, env: NodeJS.ProcessEnv = {}) {
  const own = await ownFolder()
  const path = join(own, 'everterm.config.json')
  await writeFile(join(own, 'prices.json'), JSON.stringify({ EUR: 1, filler: 'x'.repeat(200_000) }))
  const terms = { prices: { from: './prices.json' } }
  const write = (more: object) => writeFile(path, JSON.stringify({ port: 0, observers: [], terms, ...more }))
  await write(config)
  const service = launchService(folder, path, env)
  await service.until(/http:\/\/[\d.]+:\d+\//)
  const port = /http:\/\/[\d.]+:(\d+)\//.exec(service.said())?.[1]
  const url = `http://127.0.0.1:${port}/`
  const status = async (route: string) => (await fetch(new URL(route, url))).status
  await expect.poll(() => status('/readyz')).toBe(200)
  return { own, path, write, service, url, status }
}

describe('SIGTERM', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends the process in order: %s', async (signal) => {
    const { service } = await started({ drain: 0 })
    service.kill(signal)
    expect((await service.ended).code).toBe(0)
  })

  it('loses no answer under load, for whoever looks at /readyz', async () => {
    const { service, url, status } = await started({ drain: '500ms' })
    let isReady = true
    let answers = 0
    const balancer = (async () => {
      while (isReady) {
        isReady = (await status('/readyz')) === 200
        await pause(20)
      }
    })()
    const client = async () => {
      while (isReady) {
        const answer = await fetch(new URL('/v1/terms/prices', url))
        const { filler } = (await answer.json()) as { filler: string }
        expect(filler).toHaveLength(200_000)
        answers += 1
      }
    }
    const load = Promise.all(Array.from({ length: 8 }, client))
    await expect.poll(() => answers).toBeGreaterThan(50)
    service.kill('SIGTERM')
    await Promise.all([balancer, load])
    expect((await service.ended).code).toBe(0)
  })

  it('ends streams and those who wait, so that they hold nothing up', async () => {
    const { service, url } = await started({ drain: 0 })
    const stream = fetch(new URL('/v1/events', url)).then((answer) => answer.text())
    const first = await fetch(new URL('/v1/terms/prices', url))
    await first.arrayBuffer()
    const waiting = fetch(new URL('/v1/terms/prices?wait=60s', url), {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    })
    await pause(100)
    service.kill('SIGTERM')
    expect((await waiting).status).toBe(304)
    expect(await stream).toMatch(/event: ?tree/)
    expect((await service.ended).code).toBe(0)
  })
})

describe('SIGHUP', () => {
  const hangUp = async (service: ServiceProcess, words: string | RegExp) => {
    service.kill('SIGHUP')
    await service.until(words)
  }

  it('makes the tree what the file says now', async () => {
    const { own, write, service, status } = await started()
    await writeFile(join(own, 'rates.json'), '{}')
    await write({ terms: { rates: { from: './rates.json' } } })
    await hangUp(service, 'reloaded: added rates; removed prices')
    await expect.poll(() => status('/v1/terms/rates')).toBe(200)
    expect(await status('/v1/terms/prices')).toBe(404)
  })

  it('changes nothing by a configuration that is wrong, and says where it is', async () => {
    const { path, write, service, status } = await started()
    await write({ terms: { prices: { from: './prices.json', refreshIntervall: '1s' } } })
    await hangUp(service, 'terms.prices.refreshIntervall: unknown; did you mean `refreshInterval`?')
    expect(service.said()).toContain('not reloaded, and nothing has changed')
    expect(await status('/v1/terms/prices')).toBe(200)
    await writeFile(path, '{')
    await hangUp(service, /nothing has changed: .*everterm\.config\.json:.*JSON/)
    await chmod(path, 0o644)
    await write({})
    await hangUp(service, 'reloaded: nothing has changed')
    expect(await status('/v1/terms/prices')).toBe(200)
  })
})

describe('SIGHUP again and again', () => {
  it('amid a reload makes one more, with the newest file', async () => {
    await using origin = await serveOrigin()
    origin.reply('/prices', silence)
    const { write, service, status } = await started()
    const start = { policy: 'wait', within: '2s' }
    await write({ terms: { prices: { from: `${origin.url}/prices`, start } } })
    service.kill('SIGHUP')
    await origin.received(1)
    for (let count = 0; count < 100; count++) service.kill('SIGHUP')
    await write({})
    service.kill('SIGHUP')
    await service.until('reloaded: nothing has changed')
    expect(service.said().match(/reloaded: .*/g)).toEqual([
      expect.stringContaining('reloaded: prices stays as it was, since the new one did not load'),
      'reloaded: nothing has changed',
    ])
    expect(await status('/v1/terms/prices')).toBe(200)
  })

  it('in the first moment is a reload, too, and ends nothing', async () => {
    const own = await ownFolder()
    await writeFile(join(own, 'prices.json'), '{}')
    const path = join(own, 'everterm.config.json')
    await writeFile(
      path,
      JSON.stringify({ port: 0, observers: [], terms: { prices: { from: './prices.json' } } }),
    )
    const source = `
import { runService } from './dist/src/serve/run/run-service.js'
const { signal } = new AbortController()
const running = runService({ path: process.env.CONFIG, signal, say: (line) => console.error(line) })
process.kill(process.pid, 'SIGHUP')
await running`
    await launchModule(folder, source, { CONFIG: path }).until('reloaded: nothing has changed')
  })
})

it('a configuration that is wrong starts nothing', async () => {
  const own = await ownFolder()
  const path = join(own, 'everterm.config.json')
  await writeFile(path, '{ "port": -1, "terms": { "a": {} } }')
  const { code, said } = await launchService(folder, path).ended
  expect(code).toBe(2)
  expect(said).toBe(
    `${path} has 2 faults\n  port: expected a whole number from 0 to 65535\n  terms.a: expected \`from\` (a term) or \`group\` (a group), got neither\n`,
  )
})

it('a service that listens beyond this machine says so', async () => {
  const { service } = await started({ host: '0.0.0.0' }).catch(() =>
    expect.fail('it answers at 127.0.0.1, too'),
  )
  expect(service.said()).toContain('it listens beyond this machine')
})
