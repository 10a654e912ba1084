/** `published()` that is told of news: by `everterm serve` on its host, which is asked by a question that stays open. @module */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { type Fetcher, http, json, remoteTerm, sidecar, supervise } from '../../src/index.ts'
import { type PublishedOptions, published } from '../../src/published.ts'
import { objectsOf, publishInto } from '../support/publications.ts'
import { ownFolder, runningService } from '../support/running-service.ts'

const publish = (folder: string, v: number) =>
  publishInto(folder, objectsOf(v, Buffer.from(JSON.stringify({ v }))))

async function reading(folder: string, hints: Fetcher | undefined) {
  const prices = remoteTerm({
    name: 'prices',
    fetcher: published(pathToFileURL(folder), { hints }),
    refreshInterval: '1h',
    deserialize: json<{ v: number }>,
  })
  const tree = await supervise({ prices })
  onTestFinished(() => tree.stop())
  return prices
}

test('a publication is heard of at once where a service of the host keeps the term, without an engine', async () => {
  const folder = await ownFolder()
  await publish(folder, 1)
  const socket = join(await ownFolder(), 'everterm.sock')
  const from = { published: pathToFileURL(folder).href }
  await runningService({ socket, payloads: true, terms: { prices: { from, refreshInterval: '100ms' } } })
  const prices = await reading(folder, sidecar(`unix:${socket}`, { term: 'prices' }))
  for (const v of [2, 3]) {
    await publish(folder, v)
    await expect.poll(() => prices.get()).toEqual({ v })
  }
  expect(prices.status().source).toMatchObject({ name: expect.stringContaining('published file:') })
})

test('a service that is not there holds nobody up', async () => {
  const folder = await ownFolder()
  await publish(folder, 1)
  const prices = await reading(folder, sidecar(`unix:${join(folder, 'none.sock')}`, { term: 'prices' }))
  expect(prices.get()).toEqual({ v: 1 })
  await publish(folder, 2)
  expect(await prices.refresh()).toBe('updated')
})

test.each([
  ['an address', 'unix:/run/everterm.sock'],
  ['a fetcher that hears nothing', http('http://127.0.0.1/prices')],
])('%s gives no hints', (_, hints) => {
  expect(() => published('file:x', { hints } as PublishedOptions)).toThrow(
    'published: expected `hints` to be a fetcher that hears of news',
  )
})
