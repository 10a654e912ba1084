/** Threads that end, in whatever way, are forgotten, and hold up nobody. @module */

import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { type TermDouble, termOf } from '../../src/testing/term-of.ts'
import { checkChild } from '../../src/tree/child-of.ts'
import { openPorts } from '../support/open-ports.ts'
import { DOOR, type ReaderThread, readerThread } from '../support/reader-thread.ts'

/** Counts who watches the value of a term. */
function watchersOf(term: TermDouble<unknown>): () => number {
  const behind = checkChild('test', 'term', term)
  if (behind.kind !== 'term') throw new Error('A term is a term')
  const { cell } = behind.keeper
  const watch = cell.watch.bind(cell)
  let watchers = 0
  cell.watch = (watcher) => {
    const unwatch = watch(watcher)
    watchers++
    return () => {
      watchers--
      unwatch()
    }
  }
  return () => watchers
}

const ENDS: Readonly<Record<string, (thread: ReaderThread) => unknown>> = {
  'by terminate()': ({ worker }) => worker.terminate(),
  'by process.exit()': ({ run }) => void run(() => process.exit(3)),
  'by an error': ({ run }) =>
    void run(() => {
      setTimeout(() => {
        throw new Error('out')
      }, 0)
    }),
}

describe('a thread that ends', () => {
  it.each(Object.entries(ENDS))('is forgotten, and the others go on: %s', async (_, end) => {
    const ports = openPorts()
    const prices = termOf(0, { name: 'prices' })
    const watchers = watchersOf(prices)
    const other = readerThread()
    prices.shareWith(other.worker)
    await other.run(({ term }) => term().ready())
    const before = ports()
    const one = readerThread()
    prices.shareWith(one.worker)
    await one.run(({ term }) => term().ready())
    expect(watchers()).toBe(2)
    end(one)
    prices.set(1)
    await one.exit()
    expect(watchers()).toBe(1)
    await expect.poll(ports).toBe(before)
    prices.set(2)
    expect(await other.run(({ version }) => version('v3'))).toBe(2)
  })
})

describe('a worker', () => {
  it('has one listener and one channel of ours, however many terms it is given, and none when all are taken back', async () => {
    const { worker } = readerThread()
    const listeners = worker.listenerCount('exit')
    const ports = openPorts()
    const shares = Array.from({ length: 20 }, (_, n) => termOf(n, { name: `t${n}` }).shareWith(worker))
    expect(worker.listenerCount('exit')).toBe(listeners + 1)
    expect(ports()).toBe(1)
    for (const unshare of shares) unshare()
    expect(worker.listenerCount('exit')).toBe(listeners)
    await expect.poll(ports).toBe(0)
  })
})

describe('to take back a second time', () => {
  it.each([
    ['alone', false],
    ['beside another term', true],
  ])('ends no later sharing of the same name, %s', async (_, isBeside) => {
    const thread = readerThread()
    const prices = termOf(1, { name: 'prices' })
    const watchers = watchersOf(prices)
    if (isBeside) termOf(0, { name: 'other' }).shareWith(thread.worker)
    const first = prices.shareWith(thread.worker)
    first()
    const second = prices.shareWith(thread.worker)
    first()
    first[Symbol.dispose]()
    prices.set(2)
    expect(await thread.run(({ term }) => term().ready())).toBe(2)
    expect(watchers()).toBe(1)
    second()
    expect(watchers()).toBe(0)
  })
})

it('a hundred threads come and go, at any moment, and nothing of them stays', {
  timeout: 60_000,
}, async () => {
  const ports = openPorts()
  const prices = termOf({ n: 0 }, { name: 'prices' })
  const watchers = watchersOf(prices)
  const codes = [
    `import('${DOOR}').then(({ attach }) => attach('prices').ready()).then(() => process.exit(7))`,
    // This thread ends by itself, since reading doesn't keep it alive.
    `import('${DOOR}').then(({ attach }) => attach('prices').ready())`,
    `import('${DOOR}').then(({ attach }) => { attach('prices'); setInterval(() => {}, 1000) })`,
  ]
  const exits: number[] = []
  async function comeAndGo(n: number): Promise<void> {
    const worker = new Worker(codes[n % codes.length] as string, { eval: true, execArgv: [] })
    prices.shareWith(worker)
    const exit = new Promise<void>((resolve) => worker.once('exit', (code) => resolve(void exits.push(code))))
    // Some threads end before they have begun, some while they greet.
    if (n % codes.length === 2) setTimeout(() => worker.terminate(), (n * 7) % 150)
    prices.set({ n })
    await exit
    expect(worker.listenerCount('exit')).toBe(0)
  }
  let next = 0
  await Promise.all(
    Array.from({ length: 5 }, async () => {
      while (next < 100) await comeAndGo(next++)
    }),
  )
  expect(exits.filter((code) => code === 7)).toHaveLength(34)
  expect(exits).toHaveLength(100)
  expect(watchers()).toBe(0)
  await expect.poll(ports).toBe(0)
})
