/** What is known of a value reaches the threads without the value. @module */

import { expect, it } from 'vitest'
import { readerThread } from '../support/reader-thread.ts'
import { scripted } from '../support/scripted-fetcher.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

it('a confirmation, and that a value is stale and fresh again', async () => {
  const fetcher = scripted('{"n":1}')
  const prices = jsonTerm({ fetcher, refreshInterval: '1m', maxStale: '5m' })
  const { poll, time } = await stageTree({ prices })
  const thread = readerThread()
  prices.shareWith(thread.worker)
  await thread.run(async ({ term, kept }) => {
    kept.first = await term().ready()
    kept.told = 0
    term().subscribe(() => {
      kept.told = 1
    })
  })
  const { updatedAt } = prices.snapshot()
  const isThereToo = async () => {
    const here = prices.snapshot()
    await thread.run(
      ({ term, until }, { confirmedAt, stale }) =>
        until(() => {
          const there = term().snapshot()
          return there.stale === stale && there.confirmedAt?.getTime() === confirmedAt?.getTime()
        }),
      { confirmedAt: here.confirmedAt, stale: here.stale },
    )
  }

  await poll(prices)
  expect(prices.snapshot().confirmedAt).not.toEqual(updatedAt)
  await isThereToo()

  fetcher.answer(new Error('down'))
  await time.advance(6 * 60_000)
  expect(prices.snapshot().stale).toBe(true)
  await isThereToo()

  fetcher.answer('{"n":1}')
  await prices.refresh()
  expect(prices.snapshot().stale).toBe(false)
  await isThereToo()

  const same = await thread.run(({ term, kept }) => [term().get() === kept.first, kept.told])
  expect(same).toEqual([true, 0])
  expect(await thread.run(({ term }) => term().snapshot().updatedAt)).toEqual(updatedAt)
})
