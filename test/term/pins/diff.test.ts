/** Where two editions that are held differ. @module */

import { describe, expect, it } from 'vitest'
import { json, remoteTerm, type Table, table } from '../../../src/index.ts'
import { grow } from '../../support/grown.ts'
import { scripted } from '../../support/scripted-fetcher.ts'

const sent = (version: string, value: unknown) => () => ({
  changed: true as const,
  version,
  known: { version },
  open: async () => new TextEncoder().encode(JSON.stringify(value)),
})

async function staged<T>(deserialize: (bytes: Uint8Array) => T | Promise<T>, ...values: unknown[]) {
  const fetcher = scripted()
  const prices = remoteTerm<T>({
    name: 'prices',
    fetcher,
    deserialize,
    refreshInterval: null,
    start: 'background',
    history: 3,
  })
  const { time } = await grow({ prices })
  await time.settle()
  for (const [at, value] of values.entries()) {
    fetcher.answer(sent(`v${at + 1}`, value))
    await prices.refresh()
  }
  return prices
}

describe('a diff', () => {
  it('is of the edition before and the live one, without values', async () => {
    const prices = await staged(
      json<unknown>,
      { EUR: 1 },
      { EUR: 1, list: [1, 2] },
      { EUR: 2, list: [1], USD: 1 },
    )
    const diff = await prices.diff()
    expect(diff).toEqual({
      from: 'v2',
      to: 'v3',
      counts: { added: 1, removed: 1, changed: 1 },
      entries: [
        { kind: 'changed', path: '/EUR' },
        { kind: 'removed', path: '/list/1' },
        { kind: 'added', path: '/USD' },
      ],
      complete: true,
    })
    expect(Object.isFrozen(diff) && Object.isFrozen(diff.entries)).toBe(true)
  })

  it('is of any two that are held, in either direction, with values if they are asked for', async () => {
    const prices = await staged(json<unknown>, { EUR: 1 }, { EUR: 2 }, { EUR: 3 })
    expect(await prices.diff('v3', 'v1', { values: true })).toMatchObject({
      from: 'v3',
      to: 'v1',
      entries: [{ kind: 'changed', path: '/EUR', before: 3, after: 1 }],
    })
    expect(await prices.diff('v1')).toMatchObject({ from: 'v1', to: 'v3', complete: true })
    expect(await prices.diff('v2', 'v2')).toMatchObject({ counts: { added: 0, removed: 0, changed: 0 } })
  })

  it('lists as many as it is told to, and counts all', async () => {
    const many = (n: number) => Array.from({ length: 1_000 }, () => n)
    const prices = await staged(json<unknown>, many(1), many(2))
    expect(await prices.diff()).toMatchObject({ counts: { changed: 1_000 }, complete: false })
    expect((await prices.diff()).entries).toHaveLength(100)
    const none = await prices.diff(undefined, undefined, { limit: 0 })
    expect([none.entries.length, none.complete, none.counts.changed]).toEqual([0, false, 1_000])
  })

  it('of tables is told by key', async () => {
    const prices = await staged<Table<{ n: number }>>(
      table<{ n: number }>(),
      { a: { n: 1 }, b: { n: 2 } },
      { b: { n: 3 }, c: { n: 4 } },
    )
    expect((await prices.diff()).entries.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'changed /b',
      'added /c',
      'removed /a',
    ])
  })

  it('of what waits behind a pin tells what would come', async () => {
    const prices = await staged(json<unknown>, { EUR: 1 }, { EUR: 2 })
    await prices.rollback()
    expect(await prices.diff('v1', 'v2')).toMatchObject({ counts: { changed: 1 } })
  })

  it('of what is not held is refused', async () => {
    const prices = await staged(json<unknown>, { EUR: 1 })
    await expect(prices.diff()).rejects.toMatchObject({ code: 'ERR_TERM_VERSION' })
    await expect(prices.diff('v7')).rejects.toMatchObject({ code: 'ERR_TERM_VERSION' })
    await expect((await staged(json<unknown>)).diff()).rejects.toMatchObject({ code: 'ERR_TERM_VERSION' })
  })

  it.each([
    [[7]],
    [['v1', 'v1', { limit: -1 }]],
    [['v1', 'v1', { limit: 10_001 }]],
    [['v1', 'v1', { values: 1 }]],
    [['v1', 'v1', { most: 1 }]],
    [['v1', 'v1', { signal: 1 }]],
  ])('of nonsense is a mistake: %j', async (args) => {
    const prices = await staged(json<unknown>, 1)
    await expect((prices.diff as (...args: unknown[]) => Promise<unknown>)(...args)).rejects.toThrow(
      TypeError,
    )
  })

  it('is called off by a signal', async () => {
    const many = (n: number) => Array.from({ length: 200_000 }, (_, id) => ({ id: id + n }))
    const prices = await staged(json<unknown>, many(1), many(2))
    const controller = new AbortController()
    const { signal } = controller
    const told = prices.diff(undefined, undefined, { signal })
    setImmediate(() => controller.abort('enough'))
    const calledOff = {
      code: 'ERR_TERM_ABORTED',
      message: '[prices] the comparison was called off',
      cause: 'enough',
    }
    await expect(told).rejects.toMatchObject(calledOff)
    await expect(prices.diff('v1', 'v2', { signal })).rejects.toMatchObject(calledOff)
  })

  it('of large values holds up nobody', async () => {
    const many = (n: number) =>
      Array.from({ length: 200_000 }, (_, id) => ({ id, price: id % 1_000 === 0 ? n : id }))
    const prices = await staged(json<unknown>, many(-1), many(-2))
    let turns = 0
    let isDone = false
    const turn = () => {
      turns += 1
      if (!isDone) setImmediate(turn)
    }
    setImmediate(turn)
    const { counts } = await prices.diff()
    isDone = true
    expect(counts).toEqual({ added: 0, removed: 0, changed: 200 })
    expect(turns).toBeGreaterThan(5)
  })
})
