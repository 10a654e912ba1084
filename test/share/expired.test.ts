/** A value that is withheld in its own thread is withheld in others. @module */

import { expect, it } from 'vitest'
import { readerThread } from '../support/reader-thread.ts'
import { scripted } from '../support/scripted-fetcher.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

it('P31: a thread withholds what has expired, waits for what may be read, and has the same value then', async () => {
  const fetcher = scripted('{"n":1}')
  const prices = jsonTerm({ fetcher, refreshInterval: null, maxAge: '5m', onExpired: 'withhold' })
  const { time } = await stageTree({ prices })
  const thread = readerThread()
  prices.shareWith(thread.worker)
  await thread.run(async ({ term, kept }) => {
    kept.first = await term().ready()
  })
  expect(await thread.run(({ term }) => term().snapshot().expired)).toBe(false)

  await time.advance(5 * 60_000)
  await thread.run(({ term, until }) => until(() => term().peek() === undefined))
  await expect(thread.run(({ term }) => term().get())).rejects.toMatchObject({
    code: 'ERR_TERM_EXPIRED',
    message: '[prices] the value has expired',
  })
  await expect(thread.run(({ term }) => term().snapshot())).rejects.toMatchObject({
    code: 'ERR_TERM_EXPIRED',
  })
  await expect(thread.run(({ term }) => term().ready({ timeout: 1 }))).rejects.toMatchObject({
    code: 'ERR_TERM_EXPIRED',
  })

  const ready = thread.run(async ({ term, kept }) => (await term().ready()) === kept.first)
  expect(await prices.refresh()).toBe('unchanged')
  expect(await ready).toBe(true)
})

it('a thread keeps what has expired where its owner does', async () => {
  const prices = jsonTerm({ fetcher: scripted('{"n":1}'), refreshInterval: null, maxAge: '5m' })
  const { time } = await stageTree({ prices })
  const thread = readerThread()
  prices.shareWith(thread.worker)
  await thread.run(({ term }) => term().ready())
  await time.advance(5 * 60_000)
  await thread.run(({ term, until }) => until(() => term().snapshot().expired))
  expect(await thread.run(({ term }) => [term().get(), term().snapshot().stale])).toEqual([{ n: 1 }, true])
})
