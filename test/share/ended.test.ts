/** A thread hears that the term of the owner has ended: whoever waits there gets an answer, as in the owner's. @module */

import { expect, it } from 'vitest'
import { json, remoteTerm, supervise, type TermError } from '../../src/index.ts'
import { DOOR, type ReaderThread, readerThread } from '../support/reader-thread.ts'
import { type Script, scripted } from '../support/scripted-fetcher.ts'

const pricesOf = (...script: readonly Script[]) =>
  remoteTerm({
    name: 'prices',
    fetcher: scripted(...script),
    deserialize: json,
    refreshInterval: null,
    start: 'background',
  })

/** Begins to collect in the thread what an iteration yields; `kept.all` resolves with it at its end. */
const iterate = (thread: ReaderThread) =>
  thread.run(async ({ term, kept }) => {
    const changes = term().changes()
    const collect = async () => {
      const values: unknown[] = []
      for await (const { value } of changes) values.push(value)
      return values
    }
    kept.all = collect()
  })
const all = (thread: ReaderThread) => thread.run(({ kept }) => kept.all)

/** The code that a wait for the first value ends with. */
const readyCode = (thread: ReaderThread) =>
  thread.run(async ({ term }) => {
    try {
      return await term().ready({ timeout: '1m' })
    } catch (error) {
      return [(error as TermError).code, (error as Error).message]
    }
  })

it('an iteration in a thread ends with the last value when the tree stops', async () => {
  const prices = pricesOf('1', '2')
  const tree = await prices.start()
  await prices.ready()
  const thread = readerThread()
  prices.shareWith(thread.worker)
  await thread.run(({ term }) => term().ready())
  await iterate(thread)
  await prices.refresh()
  await tree.stop()
  expect(await all(thread)).toEqual([2])
  expect(await thread.run(({ term }) => term().changes().next())).toEqual({ value: undefined, done: true })
  expect(await thread.run(({ term }) => term().get())).toBe(2)
})

it('a wait for a first value in a thread ends when the term is removed, and is refused afterwards', async () => {
  const prices = pricesOf(new Error('down'))
  const tree = await supervise({ prices }, { observers: [] })
  const thread = readerThread()
  prices.shareWith(thread.worker)
  const wait = readyCode(thread)
  await thread.run(({ term, until }) =>
    until(() => {
      try {
        term().get()
      } catch (error) {
        return String(error).includes('its term holds no value yet')
      }
      return false
    }),
  )
  await tree.remove('prices')
  const stopped = ['ERR_TERM_STOPPED', '[prices] is stopped']
  expect(await wait).toEqual(stopped)
  expect(await readyCode(thread)).toEqual(stopped)
  const late = readerThread()
  prices.shareWith(late.worker)
  await late.run(({ term }) => {
    term()
  })
  expect(await readyCode(late)).toEqual(stopped)
  await tree.stop()
})

it('a term that another tree keeps is followed again', async () => {
  const prices = pricesOf('1', '2')
  const first = await prices.start()
  const thread = readerThread()
  prices.shareWith(thread.worker)
  await thread.run(({ term }) => term().ready())
  await iterate(thread)
  await first.stop()
  expect(await all(thread)).toEqual([])
  const second = await prices.start()
  await thread.run(async ({ term, kept, version }) => {
    await version('2')
    kept.next = term().changes({ replay: true }).next()
  })
  expect(await thread.run(async ({ kept }) => (await (kept.next as Promise<{ done: boolean }>)).done)).toBe(
    false,
  )
  await iterate(thread)
  await second.stop()
  expect(await all(thread)).toEqual([])
})

it('a thread of the thread hears it, too', async () => {
  const prices = pricesOf('1')
  const tree = await prices.start()
  const thread = readerThread()
  prices.shareWith(thread.worker)
  await thread.run(async ({ term, shareWith, Worker, kept }, door) => {
    await term().ready()
    const code = `import('${door}').then(async ({ attach }) => {
      const { parentPort } = require('node:worker_threads')
      const prices = attach('prices')
      await prices.ready()
      parentPort.postMessage('ready')
      for await (const _ of prices.changes()) {}
      parentPort.postMessage('over')
    })`
    const inner = new Worker(code, { eval: true, execArgv: [] })
    const heard = (word: string) =>
      new Promise<void>((resolve) => inner.on('message', (said) => said === word && resolve()))
    kept.over = heard('over')
    const isReady = heard('ready')
    shareWith(inner, { prices: term() })
    await isReady
  }, DOOR)
  await tree.stop()
  await thread.run(({ kept }) => kept.over)
})
