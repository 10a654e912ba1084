/** Pins: a version stays live until somebody says otherwise. @module */

import { describe, expect, it } from 'vitest'
import { listed, pinnedTerm } from '../../support/pinned-terms.ts'
import { versionOf } from '../../support/scripted-fetcher.ts'

describe('P6: a pin', () => {
  it('keeps the live version, whatever the origin sends, and says that there is something newer', async () => {
    const { prices, send, told } = await pinnedTerm()
    const held = await prices.pin()
    expect(held).toMatchObject({ version: 'v1', live: true, pinned: true, origin: 'remote', where: 'memory' })

    expect(await send('v2', 'v3', 'v3')).toEqual(['unchanged', 'unchanged', 'unchanged'])

    expect(prices.get()).toBe('v1')
    expect(prices.status()).toMatchObject({ version: 'v1', pinned: 'v1', newer: 'v3', origin: 'remote' })
    expect(listed(prices)).toEqual(['v3', 'v2', '[v1*]'])
    expect(told('term.pinned', 'term.held-back', 'term.swapped')).toEqual([
      { type: 'term.pinned', version: 'v1', digest: held.digest },
      { type: 'term.held-back', version: 'v2', live: 'v1', digest: expect.stringMatching(/^[0-9a-f]{16}$/) },
      { type: 'term.held-back', version: 'v3', live: 'v1', digest: expect.stringMatching(/^[0-9a-f]{16}$/) },
    ])
    expect(told('refresh.unchanged')).toMatchObject([
      { version: 'v1', newer: 'v2' },
      { version: 'v1', newer: 'v3' },
      { version: 'v1', newer: 'v3' },
    ])
  })

  it('lets probes ask about the newest version, which is not downloaded again', async () => {
    const { prices, fetcher, send, told } = await pinnedTerm()
    await prices.pin()
    await send('v2', 'v2')
    expect(fetcher.asked).toEqual([undefined, { version: 'v1' }, { version: 'v2' }])
    expect(told('term.held-back')).toHaveLength(1)
  })

  it('has the newest version judged beside the newest before it', async () => {
    const compared: unknown[] = []
    const validate = (next: string, live: string | undefined) => compared.push([next, live]) > 0
    const { prices, send } = await pinnedTerm({ validate })
    await prices.pin()
    await send('v2', 'v3')
    expect(compared).toEqual([
      ['v1', undefined],
      ['v2', 'v1'],
      ['v3', 'v2'],
    ])
  })

  it('goes to any version that is held, by its name or the beginning of its digest', async () => {
    const { prices, send } = await pinnedTerm()
    await send('v2', 'v3')
    await prices.pin('v2')
    expect([prices.get(), ...listed(prices)]).toEqual(['v2', 'v3', '[v2*]', 'v1'])
    const { digest = '' } = prices.history().at(-1) ?? {}
    await prices.pin(digest.slice(0, 8).toUpperCase())
    expect([prices.get(), ...listed(prices)]).toEqual(['v1', 'v3', 'v2', '[v1*]'])
    await prices.pin('v3')
    expect([prices.get(), ...listed(prices)]).toEqual(['v3', '[v3*]', 'v2', 'v1'])
  })

  it('is told once, however often it is set', async () => {
    const { prices, told } = await pinnedTerm()
    await prices.pin()
    await prices.pin('v1')
    expect(told('term.pinned')).toHaveLength(1)
  })

  it('is not undone by an attempt that began before it', async () => {
    const { prices, fetcher, time, told } = await pinnedTerm()
    let send = () => {}
    const body = new Promise<Uint8Array>((resolve) => {
      send = () => resolve(new TextEncoder().encode('v2'))
    })
    fetcher.answer((known) => ({ ...versionOf('v2', known), open: () => body }) as never)
    const refreshed = prices.refresh()
    await time.settle()
    await prices.pin()
    send()
    expect(await refreshed).toBe('unchanged')
    expect(prices.get()).toBe('v1')
    expect(told('term.held-back')).toMatchObject([{ version: 'v2', live: 'v1' }])
  })

  it('outlives a crash of the incarnation, and the tree', async () => {
    const { prices, fetcher, time, tree, send } = await pinnedTerm()
    await send('v2')
    await prices.rollback()
    fetcher.answer(() => 'no answer at all' as never, 'v3')
    await prices.refresh().catch(() => {})
    await time.advance(60_000)
    expect(prices.status()).toMatchObject({ crashes: 1, pinned: 'v1', newer: 'v3' })
    expect(prices.get()).toBe('v1')
    await tree.stop()
    expect(prices.get()).toBe('v1')
    const again = await prices.start({ clock: time.clock, observers: [] })
    await time.settle()
    expect([prices.get(), prices.status().pinned, prices.status().newer]).toEqual(['v1', 'v1', 'v3'])
    await prices.unpin()
    expect(prices.get()).toBe('v3')
    await again.stop()
  })

  it('can be set before a tree keeps the term, and after', async () => {
    const { prices, tree, send } = await pinnedTerm()
    await send('v2')
    await tree.stop()
    await prices.rollback()
    expect([prices.get(), ...listed(prices)]).toEqual(['v1', 'v2', '[v1*]'])
    await prices.unpin()
    expect(prices.get()).toBe('v2')
  })

  it('is told to no one who has no value to keep', async () => {
    const { prices } = await pinnedTerm({ initial: 'none yet' }, new Error('down'))
    await expect(prices.pin()).rejects.toMatchObject({ code: 'ERR_TERM_VERSION', term: 'prices' })
    expect(prices.history()).toEqual([])
    expect(prices.get()).toBe('none yet')
    expect(prices.status()).toMatchObject({ pinned: undefined, origin: 'initial' })
  })

  it.each([
    ['v9', ''],
    ['abcdef01', ''],
    ['abc', ', and a digest is told by 8 digits or more'],
  ])('of a version that is not held is refused: %s', async (version, hint) => {
    const { prices } = await pinnedTerm()
    await expect(prices.pin(version)).rejects.toMatchObject({
      code: 'ERR_TERM_VERSION',
      message: `[prices] no version "${version}" is held${hint}; \`history()\` lists what is`,
    })
    expect(prices.status().pinned).toBeUndefined()
  })

  it.each([7, '', null, {}])('of what is no name is a mistake: %j', async (version) => {
    const { prices } = await pinnedTerm()
    await expect(prices.pin(version as string)).rejects.toThrow(TypeError)
    await expect(prices.release(version as string)).rejects.toThrow(/remoteTerm "prices".*`release.version`/)
  })
})

describe('the end of a pin', () => {
  it('makes the newest version live at once, with the moment of its own last confirmation', async () => {
    const { prices, send, told, time, fetcher } = await pinnedTerm()
    await prices.pin()
    await send('v2')
    await time.advance(1_000)
    await send('v2')
    const confirmedAt = new Date(time.clock.now())
    fetcher.answer(new Error('down'))
    await time.advance(5_000)
    const news: string[] = []
    prices.subscribe(({ value }) => news.push(value))

    await prices.unpin()

    expect([prices.get(), ...listed(prices)]).toEqual(['v2', '[v2]', 'v1'])
    expect(news).toEqual(['v2'])
    expect(prices.snapshot().confirmedAt).toEqual(confirmedAt)
    expect(told('term.unpinned', 'term.swapped')).toEqual([
      { type: 'term.swapped', from: 'v1', to: 'v2' },
      { type: 'term.unpinned', version: 'v1', live: 'v2' },
    ])
    expect(prices.status()).toMatchObject({ pinned: undefined, newer: undefined })
  })

  it('changes nothing where there is none, or nothing newer', async () => {
    const { prices, told } = await pinnedTerm()
    await prices.unpin()
    await prices.pin()
    await prices.unpin()
    expect(prices.get()).toBe('v1')
    expect(told('term.swapped')).toEqual([])
    expect(told('term.unpinned')).toEqual([{ type: 'term.unpinned', version: 'v1', live: 'v1' }])
  })

  it('lets the term follow its origin again', async () => {
    const { prices, send } = await pinnedTerm()
    await prices.pin()
    await prices.unpin()
    expect(await send('v2')).toEqual(['updated'])
    expect(prices.get()).toBe('v2')
  })
})
