/** A term that reads what was published has no need to be told its name. @module */

import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { json, remoteTerm, supervise } from '../../src/index.ts'
import { published } from '../../src/published.ts'
import { folderOfTest } from '../support/keepsakes.ts'
import { objectsOf, publishInto } from '../support/publications.ts'

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
