/** A term that reads what was published has no need to be told its name. @module */

import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished, vi } from 'vitest'
import { json, remoteTerm, supervise } from '../../src/index.ts'
import { deltaName } from '../../src/manifest/index.ts'
import { published } from '../../src/published.ts'
import { hearDeltas } from '../support/delta-messages.ts'
import { patch, rowsWith } from '../support/deltas.ts'
import { folderOfTest, sha256 } from '../support/keepsakes.ts'
import { objectsOf, publishInto } from '../support/publications.ts'
import { heardThreads } from '../support/threads.ts'

it('a term goes from one publication to the next, and keeps its value when a lower number comes', async () => {
  const folder = await folderOfTest()
  const publish = (seq: number, value: unknown) =>
    publishInto(folder, objectsOf(seq, Buffer.from(JSON.stringify(value))))
  await publish(7, { EUR: 1 })
  const prices = remoteTerm({
    name: 'prices',
    fetcher: published(pathToFileURL(folder)),
    deserialize: json<{ EUR: number }>,
    refreshInterval: null,
  })
  const tree = await supervise({ prices })
  try {
    expect(prices.get()).toEqual({ EUR: 1 })
    await publish(8, { EUR: 2 })
    await prices.refresh()
    expect(prices.get()).toEqual({ EUR: 2 })
    expect(prices.snapshot()?.version).toMatch(/^8-/)
    await publish(3, { EUR: 3 })
    await expect(prices.refresh()).rejects.toMatchObject({ code: 'ERR_TERM_OUTDATED' })
    expect(prices.get()).toEqual({ EUR: 2 })
  } finally {
    await tree.stop()
  }
})

it('the end of a publication came to its reader with the next refresh: it was served as good till then', async () => {
  const [store, dir] = [await folderOfTest(), await folderOfTest()]
  const expires = new Date(Date.now() + 1_500)
  const objects = objectsOf(1, Buffer.from('{"EUR":1}'), { manifest: { expires: expires.toISOString() } })
  await publishInto(store, objects)
  const defined = (onExpired: 'keep' | 'withhold') =>
    remoteTerm({
      name: 'prices',
      fetcher: published(pathToFileURL(store)),
      deserialize: json<{ EUR: number }>,
      refreshInterval: null,
      keepsake: { dir },
      onExpired,
    })
  const prices = defined('withhold')
  const tree = await supervise({ prices })
  expect(prices.get()).toEqual({ EUR: 1 })
  expect(prices.status().expiresAt).toEqual(expires)
  await vi.waitFor(() => expect(prices.status().expired).toBe(true), { timeout: 20_000 })
  expect(() => prices.get()).toThrow(expect.objectContaining({ code: 'ERR_TERM_EXPIRED' }))
  await tree.stop()

  const kept = defined('keep')
  const next = await supervise({ kept })
  expect(kept.get()).toEqual({ EUR: 1 })
  expect(kept.status()).toMatchObject({ expired: true, expiresAt: expires })
  await next.stop()
})

it('a fetcher that fails to say until when its value is good lets it be good', async () => {
  const value = remoteTerm({
    name: 'value',
    fetcher: {
      name: 'odd',
      probe: async () => ({ changed: true, known: { at: 1 }, open: async () => new Uint8Array([49]) }),
      goodUntil() {
        throw new Error('no idea')
      },
    },
    deserialize: json<number>,
    refreshInterval: null,
  })
  await using _tree = await supervise({ value })
  expect(value.get()).toBe(1)
  expect(value.status().expiresAt).toBeUndefined()
})

it('a term has its deltas read in a thread of its tree', async () => {
  const [store, folder] = [await folderOfTest(), await folderOfTest()]
  const [before, after] = [rowsWith(-1, 30_000), rowsWith(777, 30_000)]
  const { told, end } = hearDeltas()
  onTestFinished(end)
  await publishInto(store, objectsOf(1, before))
  const prices = remoteTerm({
    name: 'prices',
    fetcher: published(pathToFileURL(store), { folder }),
    deserialize: (payload) => JSON.parse(Buffer.from(payload).toString()),
    refreshInterval: null,
  })
  const tree = await supervise({ prices })
  try {
    const delta = patch(before, after)
    const [from, size] = [sha256(before), delta.byteLength]
    const deltas = [{ from, format: 'zstd', sha256: sha256(delta), size, windowLog: 21 }] as const
    const objects = objectsOf(2, after, { manifest: { deltas } })
    await publishInto(store, [[`prices/${deltaName(from, sha256(after))}`, delta], ...objects])
    const threads = heardThreads()
    await prices.refresh()
    expect(prices.get()).toEqual(JSON.parse(after.toString()))
    expect(told).toEqual([{ term: 'prices', from, to: sha256(after), size, of: 'bytes' }])
    expect(threads.started).toBe(1)
  } finally {
    await tree.stop()
  }
})
