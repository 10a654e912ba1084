/** An edition that is made live beside the chart, as a return to an earlier one: who hears of it, and who is not misled. @module */

import { describe, expect, it } from 'vitest'
import { remoteTerm } from '../../src/index.ts'
import { checkChild } from '../../src/tree/child-of.ts'
import { deferred } from '../support/deferred.ts'
import { handOn } from '../support/editions.ts'
import { grow } from '../support/grown.ts'
import { hearing } from '../support/hearing.ts'
import { readerThread } from '../support/reader-thread.ts'
import { type Script, scripted, text, versionOf } from '../support/scripted-fetcher.ts'

/** A supervised term, and a hand that makes any of its editions live. */
async function staged(...script: Script[]) {
  const fetcher = scripted(...script)
  const heard = hearing()
  const prices = remoteTerm({
    name: 'prices',
    fetcher,
    deserialize: text,
    refreshInterval: null,
    retry: { base: '1h', cap: '1h' },
    maxStale: '5m',
    start: 'background',
  })
  const { tree, time } = await grow({ prices }, { observers: [heard] })
  await time.settle()
  const behind = checkChild('test', 'prices', prices)
  if (behind.kind !== 'term') expect.fail('A term is a term')
  const { cell } = behind.keeper
  const shelf = handOn(behind.keeper.shelf)
  return { prices, fetcher, heard, tree, time, shelf, live: () => cell.live()?.edition ?? expect.fail() }
}

describe('an edition that is made live by hand', () => {
  it('is told to listeners, to the journal and to observers, though no attempt ended', async () => {
    const { prices, fetcher, heard, time, shelf, live } = await staged('v1')
    const first = live()
    fetcher.answer('v2')
    await prices.refresh()
    await time.advance(1_000)
    const told: unknown[] = []
    prices.subscribe(({ value, version }) => told.push([value, version]))
    const ended = heard.outcomes().length

    shelf.makeLive(first, time.clock.now(), 'hand')

    expect(told).toEqual([['v1', 'v1']])
    expect(prices.get()).toBe('v1')
    expect(prices.status()).toMatchObject({ version: 'v1', lastUpdateAt: new Date(time.clock.now()) })
    expect(heard.of('term.swapped')).toMatchObject([{ term: 'prices', id: 'prices#0', from: 'v2', to: 'v1' }])
    expect(heard.outcomes()).toHaveLength(ended)
  })

  it('is as stale as it is, also in the place of one that was stale', async () => {
    const { prices, shelf, live, time } = await staged('v1')
    const first = live()
    const longAgo = time.clock.now() - 600_000
    shelf.makeLive(first, longAgo, 'hand')
    expect(prices.snapshot().stale).toBe(true)
    shelf.makeLive(first, longAgo - 5_000, 'hand')
    expect(prices.snapshot().stale).toBe(true)
    shelf.makeLive(first, time.clock.now(), 'hand')
    expect(prices.snapshot().stale).toBe(false)
  })

  it('ends the wait of who wants a first value', async () => {
    const { live } = await staged('v1')
    const { prices, shelf } = await staged(new Error('down'))
    const ready = prices.ready()
    shelf.put(live(), 'hand')
    expect(await ready).toBe('v1')
  })

  it('is what the next probe asks with', async () => {
    const { prices, fetcher, shelf, live, time } = await staged('v1')
    const first = live()
    fetcher.answer('v2')
    await prices.refresh()
    shelf.makeLive(first, time.clock.now(), 'hand')
    expect(await prices.refresh()).toBe('updated')
    expect(fetcher.asked.at(-1)).toEqual({ version: 'v1' })
    expect(prices.get()).toBe('v2')
  })

  it('is as old as its last confirmation, and stale by it', async () => {
    const { prices, fetcher, heard, shelf, live, time, tree } = await staged('v1')
    const first = live()
    await time.advance(4 * 60_000)
    fetcher.answer('v2')
    await prices.refresh()
    shelf.makeLive(first, first.publishedAt, 'hand')
    expect(tree.health().terms.prices?.ageMs).toBe(4 * 60_000)
    expect(prices.snapshot().stale).toBe(false)
    await time.advance(60_000)
    expect(prices.snapshot().stale).toBe(true)
    expect(heard.of('term.stale')).toHaveLength(1)

    fetcher.answer('v2')
    await prices.refresh()
    await time.advance(60_000)
    shelf.makeLive(first, first.publishedAt, 'hand')
    expect(prices.snapshot()).toMatchObject({ value: 'v1', stale: true })
  })

  it('is not confirmed by the answer to a question about the one before, and who refreshed hears of it', async () => {
    const { prices, fetcher, heard, shelf, live, time } = await staged('v1')
    const first = live()
    fetcher.answer('v2')
    await prices.refresh()
    const answer = deferred<void>()
    fetcher.answer(async (known) => {
      await answer.promise
      return versionOf('v2', known)
    })
    const refreshed = prices.refresh()
    await time.settle()
    const before = time.clock.now()
    shelf.makeLive(first, before, 'hand')
    await time.advance(1_000)
    answer.resolve()

    expect(await refreshed).toBe('updated')
    expect(heard.outcomes().at(-1)).toBe('unchanged')
    expect(prices.snapshot()).toMatchObject({ value: 'v1', confirmedAt: new Date(before) })
  })

  it('is read in other threads', async () => {
    const { prices, fetcher, shelf, live, time } = await staged('v1')
    const first = live()
    fetcher.answer('v2')
    await prices.refresh()
    const thread = readerThread()
    prices.shareWith(thread.worker)
    expect(await thread.run(({ term }) => term().ready())).toBe('v2')
    shelf.makeLive(first, time.clock.now(), 'hand')
    expect(await thread.run(({ version }) => version('v1'))).toBe('v1')
  })
})
