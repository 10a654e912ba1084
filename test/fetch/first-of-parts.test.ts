/** Several origins as one fetcher: they are opened, watched, closed and named together. @module */

import { describe, expect, it, vi } from 'vitest'
import type { Fetcher } from '../../src/fetch/fetcher.ts'
import { firstOf } from '../../src/fetch/first-of.ts'
import { fetchContext } from '../support/fetch-context.ts'
import { scripted } from '../support/scripted-fetcher.ts'

describe('origins', () => {
  it('are all opened and all closed', async () => {
    const fetchers = ['a', 'b'].map((name) => ({ ...scripted('1'), name, init: vi.fn(), close: vi.fn() }))
    const fetcher = firstOf(fetchers)
    await fetcher.init?.(fetchContext())
    await fetcher.probe(undefined, fetchContext())
    await fetcher.close?.()
    for (const { init, close } of fetchers) {
      expect(init).toHaveBeenCalledOnce()
      expect(close).toHaveBeenCalledOnce()
    }
  })

  it('that fail to open are opened when they are asked, and passed over when that fails', async () => {
    let now = 0
    const init = vi.fn().mockRejectedValue(new Error('no credentials'))
    const fetcher = firstOf(
      [
        { ...scripted('1'), name: 'a', init },
        { ...scripted('1'), name: 'b' },
      ],
      {
        now: () => now,
      },
    )
    await fetcher.init?.(fetchContext())
    const passedOver = { name: 'b', fallback: true, error: { code: 'ERR_TERM_FETCH' } }
    expect(await fetcher.probe(undefined, fetchContext())).toMatchObject({ source: passedOver })

    init.mockResolvedValue(undefined)
    now += 600_000
    expect(await fetcher.probe(undefined, fetchContext())).toMatchObject({ source: { name: 'a' } })
    expect(init).toHaveBeenCalledTimes(3)
  })

  it('that never open take no longer than they may', async () => {
    const stuck = { ...scripted('1'), name: 'a', init: () => new Promise<void>(() => {}) }
    const fetcher = firstOf([stuck, scripted('1')], { patience: '20ms' })
    await fetcher.init?.(fetchContext())
    const error = { code: 'ERR_TERM_TIMEOUT' }
    expect(await fetcher.probe(undefined, fetchContext())).toMatchObject({
      source: { name: 'scripted', error },
    })
  })

  it('that fail to close keep no other from it', async () => {
    const close = vi.fn()
    const rude = { ...scripted(), close: () => Promise.reject(new Error('no')) }
    const fetcher = firstOf([rude, { ...scripted(), close }])
    await fetcher.init?.(fetchContext())
    await fetcher.close?.()
    expect(close).toHaveBeenCalledOnce()
  })

  it('are named, the second of a name with a number', () => {
    expect(firstOf([scripted(), scripted(), { ...scripted(), name: 'c' }]).name).toBe(
      'first of scripted, scripted#2, c',
    )
  })

  it('of the same name have validators of their own', async () => {
    const [a, b] = [scripted(new Error('down')), scripted('1')]
    const fetcher = firstOf([a, b])
    const probe = await fetcher.probe(undefined, fetchContext())
    expect(probe.known).toEqual({ origins: { 'scripted#2': { version: '1' } } })
    await fetcher.probe(probe.known, fetchContext())
    expect([a.asked, b.asked]).toEqual([[undefined], [undefined, { version: '1' }]])
  })

  it('without validators are known by their version', async () => {
    const fetcher = firstOf([
      {
        name: 'plain',
        probe: async () => ({ changed: true, version: '7', open: async () => new Uint8Array(1) }),
      },
    ])
    expect((await fetcher.probe(undefined, fetchContext())).known).toEqual({
      origins: { plain: { version: '7' } },
    })
  })

  it('may be several themselves', async () => {
    const down = { ...scripted(new Error('down')), name: 'down' }
    const inner = firstOf([down, { ...scripted('1'), name: 'up' }])
    const probe = await firstOf([inner, down]).probe(undefined, fetchContext())
    expect(probe).toMatchObject({ source: { name: 'up', fallback: true, error: { code: 'ERR_TERM_FETCH' } } })
  })
})

describe('known', () => {
  it.each([[{}], [{ origins: 'x' }], [{ origins: { scripted: 7 } }], [{ origins: null, modifiedAt: 'y' }]])(
    'of another shape, %o, is not taken for ours',
    async (known) => {
      const origin = scripted('1')
      await firstOf([origin]).probe(known as never, fetchContext())
      expect(origin.asked).toEqual([undefined])
    },
  )

  it('of an origin that is there no more is forgotten', async () => {
    const origin = scripted('2')
    const held = { origins: { gone: { version: '1' }, scripted: { version: '1' } } }
    const probe = await firstOf([origin]).probe(held, fetchContext())
    expect(probe).toMatchObject({ knownIfSame: { origins: { scripted: { version: '2' } } } })
    expect(JSON.stringify(probe)).not.toContain('gone')
  })
})

describe('hints', () => {
  it('of any origin are hints, until the watch ends', () => {
    const unwatch = vi.fn()
    const watch = vi.fn((_: () => void) => unwatch)
    const hint = vi.fn()
    const end = firstOf([scripted(), { ...scripted(), watch }, { ...scripted(), watch }]).watch?.(hint)
    expect(watch.mock.calls).toEqual([[hint], [hint]])
    end?.()
    expect(unwatch).toHaveBeenCalledTimes(2)
  })

  it('cost nothing where no origin gives any', () => {
    expect(firstOf([scripted()]).watch).toBeUndefined()
  })
})

describe('a wrong option', () => {
  const ok: Fetcher = scripted()
  it.each<[string, unknown, unknown]>([
    ['`fetchers`', ok, {}],
    ['`fetchers`', [], {}],
    ['`fetchers[1]`', [ok, 'https://user:secret@example.com'], {}],
    ['`fetchers[0]`', [{ probe() {} }], {}],
    ['`options`', [ok], 7],
    ['hedge', [ok], { hedge: true }],
    ['`returnAfter`', [ok], { returnAfter: 0 }],
    ['`patience`', [ok], { patience: 'long' }],
    ['`now`', [ok], { now: 1 }],
    ['`random`', [ok], { random: 1 }],
  ])('%s is a TypeError', (named, fetchers, options) => {
    const make = () => firstOf(fetchers as never, options as never)
    expect(make).toThrow(TypeError)
    expect(make).toThrow(named)
    expect(make).not.toThrow('secret')
  })
})
