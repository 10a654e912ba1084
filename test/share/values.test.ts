/** How values travel: shared memory once, anything else as a clone, or not at all. @module */

import { describe, expect, it } from 'vitest'
import type { Table } from '../../src/decode/table/contract.ts'
import { bytes, fixed, remoteTerm, type TermEvent, table } from '../../src/index.ts'
import { termOf } from '../../src/testing/term-of.ts'
import { shareWith } from '../../src/worker.ts'
import { hearing } from '../support/hearing.ts'
import { readerThread, readerThreads } from '../support/reader-thread.ts'
import { scripted } from '../support/scripted-fetcher.ts'

const failures = (events: readonly TermEvent[]) => events.filter(({ type }) => type === 'listener.failed')

/** A term whose versions a test makes; the text `bad` becomes a value that can't leave its thread. */
const madeBy = (make: (text: string) => unknown, ...versions: string[]) =>
  remoteTerm<unknown>({
    name: 'prices',
    fetcher: scripted(...versions),
    refreshInterval: null,
    deserialize: (payload) => make(Buffer.from(payload).toString()),
  })

const functionWhenBad = (text: string) => ({ text, call: text === 'bad' ? () => 'secret' : undefined })

describe('P4: bytes in shared memory', () => {
  it('are the same memory in all threads', async () => {
    const term = remoteTerm({ name: 'prices', fetcher: fixed('abc'), deserialize: bytes({ shared: true }) })
    const [one, other] = readerThreads(2)
    await term.start()
    for (const thread of [one, other]) term.shareWith(thread?.worker as never)
    // Only this test writes: a reader never does.
    await one?.run(async ({ term }) => {
      ;((await term().ready()) as Uint8Array)[0] = 0x41
    })
    expect(Buffer.from(term.get()).toString()).toBe('Abc')
    expect(await other?.run(async ({ term }) => (await term().ready()) as Uint8Array)).toEqual(term.get())
  })
})

describe('a table', () => {
  interface Row {
    readonly id: string
    readonly price: number
  }
  const rows = Array.from({ length: 50 }, (_, n) => ({ id: `k${n}`, price: n / 4 }))
  const products = (options: object) =>
    remoteTerm({
      name: 'prices',
      fetcher: scripted(JSON.stringify(rows), JSON.stringify(rows.slice(1))),
      refreshInterval: null,
      deserialize: table<Row>({ key: 'id', ...options }),
    })

  it.each([true, false])('is read there as here (columns: %o)', async (columns) => {
    const term = products({ columns })
    await term.start()
    const thread = readerThread()
    term.shareWith(thread.worker)
    const there = await thread.run(async ({ term }) => {
      const table = (await term().ready()) as Table<Row>
      const { size, kind, byteLength } = table
      return { size, kind, byteLength, entries: [...table], price: table.column('price').get('k2') }
    })
    const { size, kind, byteLength } = term.get()
    expect(there).toEqual({ size, kind, byteLength, entries: [...term.get()], price: 0.5 })
  })

  it('brings its cache and its changes', async () => {
    const term = products({ cache: 10, changes: true })
    await term.start()
    const thread = readerThread()
    term.shareWith(thread.worker)
    await term.refresh()
    const changes = await thread.run(async ({ until, term }) => {
      await until(() => (term().peek() as Table<Row> | undefined)?.size === 49)
      const table = term().get() as Table<Row>
      const row = table.get('k3')
      return [table.changes, table.get('k3') === row]
    })
    expect(changes).toEqual([term.get().changes, true])
    expect(term.get().changes?.removed).toEqual(['k0'])
  })
})

describe('a value that can not be cloned', () => {
  it('is told to the tree without its text, and the thread keeps the one before', async () => {
    const prices = madeBy(functionWhenBad, 'one', 'bad', 'two')
    const heard = hearing()
    await prices.start({ observers: [heard] })
    const thread = readerThread()
    prices.shareWith(thread.worker)
    await thread.run(({ term }) => term().ready())
    await prices.refresh()
    await expect.poll(() => failures(heard.events)).toHaveLength(1)
    expect(failures(heard.events)).toMatchObject([
      {
        term: 'prices',
        error: { code: 'ERR_TERM_STORE', message: "[prices] the value can't be cloned into a thread" },
      },
    ])
    expect(await thread.run(({ term }) => term().snapshot().version)).toBe('one')
    await prices.refresh()
    expect(await thread.run(({ version }) => version('two'))).toMatchObject({ text: 'two' })
  })

  it('is not said to be confirmed: the thread holds another', async () => {
    const prices = madeBy(functionWhenBad, 'one', 'bad')
    const flags = termOf(1)
    await prices.start()
    const thread = readerThread()
    shareWith(thread.worker, { prices, flags })
    await thread.run(async ({ term, kept }) => {
      await term().ready()
      kept.first = term().snapshot()
    })
    await prices.refresh()
    expect(await prices.refresh()).toBe('unchanged')
    // Both go the same way, and arrive in order.
    flags.set(2)
    await thread.run(({ version }) => version('v2', 'flags'))
    expect(await thread.run(({ term, kept }) => term().snapshot() === kept.first)).toBe(true)
  })

  it('is the reason why `ready` ends, where it is the first', async () => {
    const prices = madeBy(functionWhenBad, 'bad')
    await prices.start()
    const thread = readerThread()
    prices.shareWith(thread.worker)
    const message = () =>
      thread.run(({ term }) =>
        term()
          .ready({ timeout: 10 })
          .catch((error: Error) => error.message),
      )
    await expect.poll(message).toContain("its value can't be cloned into this thread")
  })
})

it('a value that a thread can not take in is told, and does not stop what comes after', async () => {
  const nested = (text: string) => {
    let value: unknown = text
    for (let depth = 0; depth < Number(text); depth++) value = [value]
    return value
  }
  const prices = madeBy(nested, '1', '3000', '2')
  const heard = hearing()
  await prices.start({ observers: [heard] })
  const thread = readerThread({ resourceLimits: { stackSizeMb: 0.6 } })
  prices.shareWith(thread.worker)
  await thread.run(({ term }) => term().ready())
  await prices.refresh()
  await expect.poll(() => failures(heard.events)).toHaveLength(1)
  await prices.refresh()
  expect(await thread.run(({ version }) => version('2'))).toEqual([['2']])
})
