/** Rollbacks: back to what was live before, and there it stays. @module */

import { describe, expect, it } from 'vitest'
import type { Probe } from '../../../src/index.ts'
import { listed, pinnedTerm } from '../../support/pinned-terms.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** A version whose body isn't its name. */
const sent = (version: string, body: string) => (): Probe => ({
  changed: true,
  version,
  known: { version, body },
  open: async () => bytes(body),
})

describe('P6: a rollback', () => {
  it('goes to the edition that was live before, pins it, and further back each time', async () => {
    const { prices, send, told } = await pinnedTerm()
    await send('v2', 'v3')
    const news: string[] = []
    prices.subscribe(({ value }) => news.push(value))

    expect(await prices.rollback()).toMatchObject({ version: 'v2', live: true, pinned: true })
    expect([prices.get(), ...listed(prices)]).toEqual(['v2', 'v3', '[v2*]', 'v1'])
    await prices.rollback()
    expect([prices.get(), ...listed(prices)]).toEqual(['v1', 'v3', 'v2', '[v1*]'])
    await expect(prices.rollback()).rejects.toMatchObject({
      code: 'ERR_TERM_VERSION',
      message: '[prices] no earlier edition is held; `history()` lists what is',
    })

    expect(prices.status()).toMatchObject({ version: 'v1', pinned: 'v1', newer: 'v3' })
    expect(news).toEqual(['v2', 'v1'])
    expect(told('term.swapped', 'term.pinned')).toMatchObject([
      { type: 'term.swapped', from: 'v3', to: 'v2' },
      { type: 'term.pinned', version: 'v2' },
      { type: 'term.swapped', from: 'v2', to: 'v1' },
      { type: 'term.pinned', version: 'v1' },
    ])
  })

  it('is there at once, before its promise is settled', async () => {
    const { prices, send } = await pinnedTerm()
    await send('v2')
    const done = prices.rollback()
    expect(prices.get()).toBe('v1')
    await done
  })

  it('works while the origin is down, and is not undone when it is back', async () => {
    const { prices, send, time } = await pinnedTerm()
    await send('v2', new Error('down'))
    await prices.rollback()
    await time.advance(3_600_000)
    expect([prices.get(), ...(await send('v2'))]).toEqual(['v1', 'unchanged'])
    expect(prices.get()).toBe('v1')
  })

  it('goes past what was left before it: back to the good one', async () => {
    const { prices, send } = await pinnedTerm()
    await send('bad', 'worse')
    await prices.pin('v1')
    await send('worst')
    await prices.unpin()
    expect(prices.get()).toBe('worst')
    await prices.rollback()
    expect(prices.get()).toBe('v1')
  })

  it('never goes to an edition that was not live', async () => {
    const { prices, send } = await pinnedTerm()
    await prices.pin()
    await send('unseen', 'v3')
    await prices.unpin()
    await prices.rollback()
    expect(prices.get()).toBe('v1')
  })

  it('never goes to the initial value', async () => {
    const { prices } = await pinnedTerm({ initial: 'none yet' })
    expect(prices.get()).toBe('v1')
    await expect(prices.rollback()).rejects.toMatchObject({ code: 'ERR_TERM_VERSION' })
    expect(prices.get()).toBe('v1')
  })

  it('needs a history', async () => {
    const { prices, send } = await pinnedTerm({ history: 0 })
    await send('v2')
    await expect(prices.rollback()).rejects.toMatchObject({
      code: 'ERR_TERM_VERSION',
      message: '[prices] no earlier edition is held, since `history` is 0; `history()` lists what is',
    })
    expect(listed(prices)).toEqual(['[v2]'])
    await prices.pin()
    await send('v3', 'v4')
    expect(listed(prices)).toEqual(['v4', '[v2*]'])
    await prices.unpin()
    expect(listed(prices)).toEqual(['[v4]'])
  })

  it('takes the age of the value along', async () => {
    const { prices, send, time, told } = await pinnedTerm({ maxStale: '10m' })
    await time.advance(400_000)
    await send('v2')
    await time.advance(300_000)
    await prices.rollback()
    expect(prices.snapshot()).toMatchObject({ version: 'v1', stale: true })
    expect(told('term.stale')).toMatchObject([{ ageMs: 700_001 }])
    await send('v2')
    expect(prices.snapshot().stale).toBe(true)
    await prices.unpin()
    expect(prices.snapshot()).toMatchObject({ version: 'v2', stale: false })
  })

  it('leaves the newest fresh where that is the pinned one', async () => {
    const { prices, send, time } = await pinnedTerm({ maxStale: '10m' })
    await prices.pin()
    await time.advance(400_000)
    await send('v1')
    await time.advance(400_000)
    expect(prices.snapshot().stale).toBe(false)
  })
})

describe('the same bytes', () => {
  it('are held once, where they came last', async () => {
    const { prices, send } = await pinnedTerm()
    await send('v2', 'v1')
    expect(listed(prices)).toEqual(['[v1]', 'v2'])
    await prices.rollback()
    expect(prices.get()).toBe('v2')
  })

  it('as those of the pinned edition make that one the newest again', async () => {
    const { prices, fetcher, send } = await pinnedTerm()
    await send('v2')
    await prices.rollback()
    expect(await send('v1')).toEqual(['unchanged'])
    expect(listed(prices)).toEqual(['[v1*]', 'v2'])
    expect(prices.status().newer).toBeUndefined()
    await send('v1')
    expect(fetcher.asked.at(-1)).toEqual({ version: 'v1' })
    await prices.unpin()
    expect(prices.get()).toBe('v1')
  })

  it('under another name change nothing', async () => {
    const { prices, send } = await pinnedTerm()
    await prices.pin()
    await send(sent('renamed', 'v1'))
    expect(listed(prices)).toEqual(['[v1*]'])
  })
})

describe('one name for two editions', () => {
  it('is no name to pin by, and the digest is', async () => {
    const { prices, send } = await pinnedTerm({}, sent('today', 'old'))
    await send(sent('today', 'new'))
    await expect(prices.pin('today')).rejects.toMatchObject({
      code: 'ERR_TERM_VERSION',
      message: expect.stringContaining('several editions are called "today": name one by its digest'),
    })
    const [, old] = prices.history()
    await prices.pin(old?.digest)
    expect(prices.get()).toBe('old')
    expect(prices.history().map(({ pinned }) => pinned)).toEqual([false, true])
  })

  it('does not let other bytes through the pin on it', async () => {
    const { prices, send } = await pinnedTerm({}, sent('today', 'old'))
    await prices.pin('today')
    expect(await send(sent('today', 'new'))).toEqual(['unchanged'])
    expect(prices.get()).toBe('old')
    expect(prices.status()).toMatchObject({ version: 'today', pinned: 'today', newer: 'today' })
  })
})

describe('the history', () => {
  it('is bounded, and lists frozen facts without values', async () => {
    const { prices, send, time } = await pinnedTerm({ history: 2 })
    await send('v2', 'v3', 'v4', 'v5')
    expect(listed(prices)).toEqual(['[v5]', 'v4', 'v3'])
    await prices.rollback()
    await prices.rollback()
    await send('v6', 'v7', 'v8')
    expect(listed(prices)).toEqual(['v8', 'v7', 'v6', '[v3*]'])
    const history = prices.history()
    expect(Object.isFrozen(history) && history.every(Object.isFrozen)).toBe(true)
    expect(history[0]).toEqual({
      version: 'v8',
      digest: expect.stringMatching(/^[0-9a-f]{16}$/),
      publishedAt: new Date(time.clock.now()),
      modifiedAt: undefined,
      bytes: 2,
      source: 'scripted',
      signedBy: undefined,
      origin: 'remote',
      live: false,
      pinned: false,
      where: 'memory',
    })
  })

  it.each([-1, 1.5, 101, '3', null])('of %j editions is a mistake', async (history) => {
    await expect(pinnedTerm({ history: history as number })).rejects.toThrow(/remoteTerm "prices".*`history`/)
  })
})
