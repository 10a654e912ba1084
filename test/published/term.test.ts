/** A term that reads what was published has no need to be told its name. @module */

import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
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
