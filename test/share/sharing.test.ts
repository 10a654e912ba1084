/** Sharing terms with worker threads: what is published here is read there. @module */

import type { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { group, json, remoteTerm } from '../../src/index.ts'
import { termOf } from '../../src/testing/term-of.ts'
import { shareWith } from '../../src/worker.ts'
import { readerThread, readerThreads } from '../support/reader-thread.ts'
import { scripted } from '../support/scripted-fetcher.ts'

const pricesOf = (...versions: string[]) =>
  remoteTerm({
    name: 'prices',
    fetcher: scripted(...versions),
    deserialize: json<{ n: number }>,
    refreshInterval: null,
  })

describe('a thread reads a term', () => {
  const share = 'share'
  const attach = 'attach'
  const load = 'load'
  it.each([
    [share, attach, load],
    [share, load, attach],
    [attach, share, load],
    [attach, load, share],
    [load, share, attach],
    [load, attach, share],
  ])('that it comes to by: %s, %s, %s', async (...order) => {
    const prices = pricesOf('{"n":1}')
    const thread = readerThread()
    const steps: Record<string, () => unknown> = {
      share: () => prices.shareWith(thread.worker),
      attach: () => thread.run(({ term }) => void term()),
      load: () => prices.start(),
    }
    for (const step of order) await steps[step]?.()
    expect(await thread.run(({ term }) => term().ready())).toEqual({ n: 1 })
    expect(await thread.run(({ term }) => term().snapshot())).toEqual(prices.snapshot())
  })

  it('that still holds its initial value, and then the first one', async () => {
    const prices = remoteTerm({
      name: 'prices',
      fetcher: scripted('{"n":1}'),
      deserialize: json<{ n: number }>,
      initial: { n: 0 },
    })
    const thread = readerThread()
    prices.shareWith(thread.worker)
    expect(await thread.run(({ term }) => term().ready())).toEqual({ n: 0 })
    expect(await thread.run(({ term }) => term().snapshot().origin)).toBe('initial')
    await prices.start()
    expect(await thread.run(({ version }) => version('{"n":1}'))).toEqual({ n: 1 })
  })

  it('whose tree has stopped', async () => {
    const prices = pricesOf('{"n":1}')
    const thread = readerThread()
    prices.shareWith(thread.worker)
    const tree = await prices.start()
    await thread.run(({ term }) => term().ready())
    await tree.stop()
    expect(await thread.run(({ term }) => term().get())).toEqual({ n: 1 })
    expect(await readsWhenLate()).toEqual({ n: 1 })

    function readsWhenLate() {
      const late = readerThread()
      prices.shareWith(late.worker)
      return late.run(({ term }) => term().ready())
    }
  })

  it('as one of several, by the names they are shared under', async () => {
    const thread = readerThread()
    shareWith(thread.worker, { euro: termOf(1.08), pound: termOf(0.84) })
    const values = await thread.run(({ term }) => Promise.all([term('pound').ready(), term('euro').ready()]))
    expect(values).toEqual([0.84, 1.08])
  })
})

describe('a new version', () => {
  it('arrives in all of four threads', async () => {
    const prices = termOf({ n: 0 }, { name: 'prices' })
    const threads = readerThreads(4)
    for (const { worker } of threads) prices.shareWith(worker)
    await Promise.all(threads.map(({ run }) => run(({ term }) => term().ready())))
    for (let n = 1; n <= 20; n++) prices.set({ n })
    const values = await Promise.all(threads.map(({ run }) => run(({ version }) => version('v21'))))
    expect(values).toEqual(Array(4).fill({ n: 20 }))
  })

  it('is told to the subscribers of each, in order, after it is published', async () => {
    const prices = termOf(0, { name: 'prices' })
    const thread = readerThread()
    prices.shareWith(thread.worker)
    await thread.run(async ({ term, kept }) => {
      await term().ready()
      kept.heard = []
      term().subscribe(({ value }) => (kept.heard as unknown[]).push([value, term().get()]))
    })
    for (let n = 1; n <= 3; n++) {
      prices.set(n)
      await thread.run(({ version }, wanted) => version(wanted), `v${n + 1}`)
    }
    expect(await thread.run(({ kept }) => kept.heard)).toEqual([1, 2, 3].map((n) => [n, n]))
  })

  it('waits for a thread that is busy, which then gets the latest and nothing in between', async () => {
    const prices = termOf(0, { name: 'prices' })
    const thread = readerThread()
    prices.shareWith(thread.worker)
    await thread.run(async ({ term, kept }) => {
      await term().ready()
      kept.heard = []
      term().subscribe(({ value }) => (kept.heard as unknown[]).push(value))
    })
    const gate = new Int32Array(new SharedArrayBuffer(8))
    const asleep = thread.run((_, gate) => {
      Atomics.store(gate, 1, 1)
      Atomics.wait(gate, 0, 0)
    }, gate)
    await expect.poll(() => Atomics.load(gate, 1)).toBe(1)
    for (let n = 1; n <= 50; n++) {
      prices.set(n)
      await new Promise(setImmediate)
    }
    Atomics.store(gate, 0, 1)
    Atomics.notify(gate, 0)
    await asleep
    await thread.run(({ version }) => version('v51'))
    expect(await thread.run(({ kept }) => kept.heard)).toEqual([1, 50])
  })
})

it('a thread that lets go of one term goes on with the others', async () => {
  const thread = readerThread()
  const [prices, flags] = [termOf(1), termOf('on')]
  shareWith(thread.worker, { prices, flags })
  await thread.run(({ term }) => Promise.all([term('prices').ready(), term('flags').ready()]))
  await thread.run(({ term }) => term('prices').detach())
  flags.set('off')
  expect(await thread.run(({ version }) => version('v2', 'flags'))).toBe('off')
})

describe('to unshare', () => {
  it('leaves the thread what it holds, and nothing new', async () => {
    const prices = termOf(1, { name: 'prices' })
    const flags = termOf('on', { name: 'flags' })
    const thread = readerThread()
    const unshare = prices.shareWith(thread.worker)
    flags.shareWith(thread.worker)
    await thread.run(({ term }) => term().ready())
    unshare()
    unshare()
    prices.set(2)
    flags.set('off')
    await thread.run(({ version }) => version('v2', 'flags'))
    expect(await thread.run(({ term }) => term().get())).toBe(1)
  })

  it('ends at the end of a scope, and the name is free for another term', async () => {
    const thread = readerThread()
    {
      using _ = shareWith(thread.worker, { prices: termOf('one') })
      expect(await thread.run(({ term }) => term().ready())).toBe('one')
    }
    const other = termOf('other')
    shareWith(thread.worker, { prices: other })
    // This value has the same version, and maybe the same moment.
    await thread.run(({ until, term }) => until(() => term().get() === 'other'))
  })

  it('is harmless when the thread is gone', async () => {
    const prices = termOf(1, { name: 'prices' })
    const thread = readerThread()
    const unshare = prices.shareWith(thread.worker)
    await thread.worker.terminate()
    unshare()
    expect(() => prices.shareWith(thread.worker)()).not.toThrow()
  })
})

describe('what can not be shared', () => {
  const prices = termOf(1, { name: 'prices' })

  it.each([[undefined], [{ threadId: 1 }], ['worker']])('with something that is no worker: %o', (worker) => {
    expect(() => prices.shareWith(worker as Worker)).toThrow(TypeError)
    expect(() => prices.shareWith(worker as Worker)).toThrow(/expected `worker` to be a Worker/)
  })

  it('is refused before anything is shared', async () => {
    const { worker } = readerThread()
    const share = (terms: object) => () => shareWith(worker, { prices, ...terms } as never)
    expect(share({ flags: {} })).toThrow(/shareWith: expected `flags` to be a term, got `object`/)
    expect(share({ lists: group({}) })).toThrow(/expected `lists` to be a term/)
    expect(share({ 'no name': prices })).toThrow(TypeError)
    expect(() => shareWith(worker, [prices] as never)).toThrow(
      /expected `terms` to be an object.*in braces, as `{ prices }`/,
    )
    expect(() => shareWith(worker, prices as never)).toThrow(/expected `terms` to be an object.*in braces/)
    shareWith(worker, { prices })
  })

  it('is another term by a name that is taken', () => {
    const { worker } = readerThread()
    const other = readerThread()
    prices.shareWith(worker)
    prices.shareWith(other.worker)
    expect(() => termOf(2, { name: 'prices' }).shareWith(worker)).toThrow(
      /not shared with this worker already/,
    )
  })
})
