/** What somebody asks of a term while it starts waits until the disk was read. @module */

import { describe, expect, it } from 'vitest'
import { http, json, type RemoteTerm, remoteTerm, supervise } from '../../../src/index.ts'
import { outcome } from '../../support/grown.ts'
import { keptFolder, life, testOrigin } from '../../support/kept-terms.ts'

/** A folder with two versions, an origin that is down, and a term that hasn't started yet. */
async function beforeStart(options: object = {}) {
  const dir = await keptFolder()
  const origin = await testOrigin()
  const url = `${origin.url}/prices`
  origin.publish('/prices', '{"EUR":1}')
  const first = await life(url, { keepsake: { dir }, ...options })
  const [one] = first.prices.history()
  origin.publish('/prices', '{"EUR":2}')
  const end = await outcome(first.prices.refresh())
  await first.tree.stop()
  origin.reply('/prices', { status: 503 })
  const prices = notStarted(url, dir, options)
  return { dir, url, origin, one: one?.digest ?? '', end, prices }
}

const notStarted = (url: string, dir: string, options: object = {}): RemoteTerm<unknown> =>
  remoteTerm({
    name: 'prices',
    fetcher: http(url),
    deserialize: json,
    keepsake: { dir },
    start: 'background',
    refreshInterval: null,
    retry: { base: '1h', cap: '1h' },
    ...options,
  }) as RemoteTerm<unknown>

/** Starts a term, and asks something of it before anything was read. */
async function amidStart<T>(prices: RemoteTerm<unknown>, ask: () => Promise<T>): Promise<T> {
  const growing = supervise({ prices }, { observers: [] })
  const asked = ask()
  const tree = await growing
  try {
    return await asked
  } finally {
    await tree.stop()
  }
}

describe('while a term reads its keepsake', () => {
  it('a pin of the present value waits for it', async () => {
    const { prices } = await beforeStart()
    expect(await amidStart(prices, () => prices.pin())).toMatchObject({ pinned: true, origin: 'disk' })
    expect(prices.get()).toEqual({ EUR: 2 })
  })

  it('a pin of a version finds what lies there', async () => {
    const { prices, one } = await beforeStart()
    expect(await amidStart(prices, () => prices.pin(one))).toMatchObject({ digest: one, pinned: true })
    expect(prices.get()).toEqual({ EUR: 1 })
  })

  it('a rollback goes back to what lies there', async () => {
    const { prices, one } = await beforeStart()
    expect(await amidStart(prices, () => prices.rollback())).toMatchObject({ digest: one, pinned: true })
    expect(prices.get()).toEqual({ EUR: 1 })
  })

  it('a diff compares what lies there', async () => {
    const { prices } = await beforeStart()
    expect(await amidStart(prices, () => prices.diff())).toMatchObject({ counts: { changed: 1 } })
  })

  it('an end of the pin waits for it, and the newest there is live', async () => {
    const { dir, url, prices, one } = await beforeStart()
    const second = await life(url, { keepsake: { dir } })
    await second.prices.pin(one)
    await second.tree.stop()
    await amidStart(prices, () => prices.unpin())
    expect([prices.get(), prices.status().pinned]).toEqual([{ EUR: 2 }, undefined])
  })

  it('an acceptance finds what an earlier process had refused', async () => {
    const guards = (next: unknown) => (next as { EUR: number }).EUR < 2
    const { prices, end } = await beforeStart({ guards })
    expect(end).toMatchObject({ code: 'ERR_TERM_GUARD' })
    const growing = supervise({ prices }, { observers: [] })
    const released = prices.release('nothing')
    await expect(released).rejects.toMatchObject({ code: 'ERR_TERM_VERSION' })
    expect(prices.status().quarantined).toHaveLength(1)
    await (await growing).stop()
  })
})

describe('what waits for a keepsake goes on', () => {
  it('when the tree stops before it was read', async () => {
    const { dir, url } = await beforeStart()
    const prices = notStarted(url, dir, { setup: () => new Promise(() => {}) })
    const tree = await supervise({ prices }, { observers: [] })
    const pinned = outcome(prices.pin())
    await tree.stop()
    expect(await pinned).toMatchObject({ code: 'ERR_TERM_VERSION' })
  })

  it('when `setup` fails, so that it is not read for now', async () => {
    const { dir, url } = await beforeStart()
    const prices = notStarted(url, dir, { setup: () => Promise.reject(new Error('no')) })
    await expect(amidStart(prices, () => prices.rollback())).rejects.toMatchObject({
      code: 'ERR_TERM_VERSION',
    })
  })
})
