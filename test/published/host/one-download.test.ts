/** Many processes of a host, one folder: the store is asked once for each payload, also when who downloads is killed. @module */

import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packageFolder } from '../../support/compiled-package.ts'
import { folderOfTest } from '../../support/keepsakes.ts'
import { type Origin, serveOrigin } from '../../support/origin.ts'
import { objectsOf } from '../../support/publications.ts'
import { launchModule, removeFolder } from '../../support/service-process.ts'

const READERS = 16
const PAYLOAD = Buffer.from(JSON.stringify({ filler: 'x'.repeat(500_000) }))

let folder: string
beforeAll(async () => {
  folder = await packageFolder()
}, 120_000)
afterAll(() => removeFolder(folder))

/** A process that says how large its value is, and its number. */
const readerOf = (url: string, shared: string) => `
import { json, remoteTerm, supervise } from 'everterm'
import { published } from 'everterm/published'
const fetcher = published('${url}', { folder: '${shared}' })
const prices = remoteTerm({ name: 'prices', fetcher, deserialize: json, refreshInterval: '100ms' })
const tree = await supervise({ prices })
console.log('holds', prices.get().filler.length)
setInterval(() => {}, 1_000)
`

/** A store that has one publication. */
async function storeWith(): Promise<{ origin: Origin; object: string; downloads: () => number }> {
  const origin = await serveOrigin()
  const objects = objectsOf(1, PAYLOAD)
  for (const [name, body] of objects) origin.reply(`/${name}`, { body, headers: { etag: `"${name}"` } })
  const object = `/${objects[0]?.[0]}`
  return { origin, object, downloads: () => origin.requests.filter(({ path }) => path === object).length }
}

it('sixteen processes make one download', async () => {
  const { origin, downloads } = await storeWith()
  const shared = await folderOfTest()
  const readers = Array.from({ length: READERS }, () => launchModule(folder, readerOf(origin.url, shared)))
  await Promise.all(readers.map((reader) => reader.until('holds 500000')))
  expect(downloads()).toBe(1)
}, 120_000)

it('another one goes on when who downloads is killed in the middle of it', async () => {
  const { origin, object, downloads } = await storeWith()
  const shared = await folderOfTest()
  origin.reply(
    object,
    (_, response) => {
      response.writeHead(200, { 'content-length': PAYLOAD.byteLength })
      response.write(PAYLOAD.subarray(0, 1000))
    },
    { body: PAYLOAD },
  )
  const first = launchModule(folder, readerOf(origin.url, shared))
  await expect.poll(downloads, { timeout: 60_000 }).toBe(1)
  const others = Array.from({ length: 3 }, () => launchModule(folder, readerOf(origin.url, shared)))
  await expect
    .poll(() => origin.requests.filter(({ path }) => path.endsWith('stable.json')).length, {
      timeout: 60_000,
    })
    .toBeGreaterThanOrEqual(4)
  expect(downloads()).toBe(1)
  first.kill('SIGKILL')
  await Promise.all(others.map((reader) => reader.until('holds 500000')))
  expect(downloads()).toBe(2)
}, 120_000)

it('who is killed leaves nothing that keeps the next one from its download', async () => {
  const { origin } = await storeWith()
  const shared = join(await folderOfTest(), 'made', 'here')
  const first = launchModule(folder, readerOf(origin.url, shared))
  await first.until('holds 500000')
  first.kill('SIGKILL')
  await first.ended
  await launchModule(folder, readerOf(origin.url, shared)).until('holds 500000')
}, 120_000)
