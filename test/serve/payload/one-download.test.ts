/** Several processes of a host, one service: the origin is asked once for each version, and each hears of it at once. @module */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packageFolder } from '../../support/compiled-package.ts'
import { type Origin, serveOrigin } from '../../support/origin.ts'
import { ownFolder } from '../../support/running-service.ts'
import {
  launchModule,
  launchService,
  removeFolder,
  type ServiceProcess,
} from '../../support/service-process.ts'

const READERS = 4
const PAYLOAD = (version: number): string => JSON.stringify({ version, filler: 'x'.repeat(100_000) })

let folder: string
beforeAll(async () => {
  folder = await packageFolder()
}, 60_000)
afterAll(() => removeFolder(folder))

/** A process that reads by the service, or else the origin, and says each version that it gets. */
const readerOf = (socket: string, url: string) => `
import { firstOf, http, json, remoteTerm, sidecar } from 'everterm'
const prices = remoteTerm({
  name: 'prices',
  fetcher: firstOf([sidecar('unix:${socket}', { term: 'prices' }), http('${url}/prices')], { returnAfter: '50ms' }),
  refreshInterval: '200ms',
  deserialize: json,
})
prices.subscribe(({ value }) => console.log('version', value.version))
const tree = await prices.start({ observers: [] })
console.log('version', prices.get().version)
process.on('SIGTERM', () => tree.stop().then(() => process.exit(0)))
setInterval(() => {}, 1_000)
`

/** A service and some readers, all of them processes of their own. */
async function host(origin: Origin) {
  const own = await ownFolder()
  const socket = join(own, 'everterm.sock')
  const config = join(own, 'everterm.config.json')
  const prices = { from: `${origin.url}/prices`, refreshInterval: '100ms' }
  await writeFile(
    config,
    JSON.stringify({ socket, observers: [], payloads: true, drain: 0, terms: { prices } }),
  )
  const begin = async () => {
    const service = launchService(folder, config)
    await service.until('unix:')
    return service
  }
  const service = await begin()
  const readers = Array.from({ length: READERS }, () => launchModule(folder, readerOf(socket, origin.url)))
  const all = (version: number) => Promise.all(readers.map((reader) => reader.until(`version ${version}`)))
  return { service, begin, readers, all }
}

it('one download a host and version, however many processes read it', async () => {
  await using origin = await serveOrigin()
  let bodies = 0
  let current = PAYLOAD(1)
  origin.reply('/prices', (request, response) => {
    const tag = `"${current.length}-${current.slice(11, 12)}"`
    response.setHeader('etag', tag)
    if (request.headers['if-none-match'] === tag) return void response.writeHead(304).end()
    bodies += 1
    response.end(current)
  })
  const { readers, all } = await host(origin)
  await all(1)
  expect(bodies).toBe(1)
  current = PAYLOAD(2)
  await all(2)
  expect(bodies).toBe(2)
  for (const reader of readers) reader.kill('SIGTERM')
  await Promise.all(readers.map(async (reader: ServiceProcess) => expect((await reader.ended).code).toBe(0)))
})

it('the processes go on without the service, and share it again when it is back', async () => {
  await using origin = await serveOrigin()
  origin.publish('/prices', PAYLOAD(1))
  const { service, begin, all } = await host(origin)
  await all(1)
  service.kill('SIGKILL')
  await service.ended
  origin.publish('/prices', PAYLOAD(2))
  await all(2)
  await begin()
  origin.publish('/prices', PAYLOAD(3))
  await all(3)
})
