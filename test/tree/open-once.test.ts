/** A fetcher is open once, and asked only while it is. @module */

import { describe, expect, it } from 'vitest'
import { remoteTerm } from '../../src/index.ts'
import { deferred, never } from '../support/deferred.ts'
import { endOf, grow, outcome } from '../support/grown.ts'
import { scripted } from '../support/scripted-fetcher.ts'

const broken = () => ({}) as never

describe('a fetcher', () => {
  it('is not opened again before it is closed', async () => {
    const log: string[] = []
    const closing = deferred()
    const fetcher = {
      ...scripted('v1', broken, 'v1'),
      init: async () => void log.push('init'),
      async close() {
        log.push('close')
        await closing.promise
        log.push('closed')
      },
    }
    const term = remoteTerm({ name: 'prices', fetcher, start: 'background', refreshInterval: null })
    const { time } = await grow({ term })
    await time.settle()
    await outcome(term.refresh())
    await time.settle()
    expect(log).toEqual(['init', 'close'])
    closing.resolve()
    await time.settle()
    expect(log).toEqual(['init', 'close', 'closed', 'init'])
  })

  it('that never closes does not keep the next incarnation waiting for ever', async () => {
    const fetcher = { ...scripted('v1', broken, 'v1'), close: never }
    const term = remoteTerm({ name: 'prices', fetcher, start: 'background', refreshInterval: null })
    const { time } = await grow({ term })
    await time.settle()
    await outcome(term.refresh())
    const refreshed = term.refresh()
    await time.advance(9_999)
    expect(fetcher.asked).toHaveLength(2)
    await time.advance(1)
    expect(await refreshed).toBe('unchanged')
  })

  it('that opens just now is closed after that', async () => {
    const log: string[] = []
    const opening = deferred()
    const fetcher = {
      ...scripted('v1'),
      async init() {
        await opening.promise
        log.push('opened')
      },
      close: async () => void log.push('close'),
    }
    const term = remoteTerm({ name: 'prices', fetcher, start: 'background' })
    const { tree, time } = await grow({ term })
    await time.settle()
    const removed = tree.remove('term')
    await time.settle()
    expect(log).toEqual([])
    opening.resolve()
    await removed
    expect([log, fetcher.asked]).toEqual([['opened', 'close'], []])
  })

  it('that opened slowly is not opened again while it closes', async () => {
    const log: string[] = []
    const [opening, closing] = [deferred(), deferred()]
    const fetcher = {
      ...scripted('v1'),
      async init() {
        log.push('init')
        await opening.promise
      },
      async close() {
        log.push('close')
        await closing.promise
        log.push('closed')
      },
    }
    const term = remoteTerm({ name: 'prices', fetcher, start: 'background' })
    const { tree, time } = await grow({ term })
    await time.settle()
    void tree.remove('term')
    await time.settle()
    void tree.add('term', term)
    await time.advance(9_000)
    opening.resolve()
    await time.advance(9_000)
    expect(log).toEqual(['init', 'close'])
    closing.resolve()
    await time.settle()
    expect(log).toEqual(['init', 'close', 'closed', 'init'])
  })

  it('that has no `close` is not opened again while it opens', async () => {
    let inits = 0
    const opening = deferred()
    const init = () => {
      inits++
      return opening.promise
    }
    const fetcher = { ...scripted('v1'), init, close: undefined }
    const term = remoteTerm({ name: 'prices', fetcher, start: 'background' } as never)
    const { tree, time } = await grow({ term })
    await time.settle()
    void tree.remove('term')
    await time.settle()
    void tree.add('term', term)
    await time.settle()
    expect(inits).toBe(1)
    opening.resolve()
    await time.settle()
    expect(inits).toBe(2)
  })

  it('that closes still is opened by no other tree', async () => {
    const log: string[] = []
    const closing = deferred()
    const fetcher = {
      ...scripted('v1'),
      init: async () => void log.push('init'),
      async close() {
        log.push('close')
        await closing.promise
      },
    }
    const term = remoteTerm({ name: 'prices', fetcher, start: 'background' })
    const one = await grow({ term })
    await one.time.settle()
    await endOf(one.tree.stop({ timeout: 1_000 }), one.time)
    const other = await grow({ term })
    await other.time.advance(9_999)
    expect(log).toEqual(['init', 'close'])
    closing.resolve()
    await other.time.settle()
    expect(log).toEqual(['init', 'close', 'init'])
  })

  it('that never closes starves no term whose attempts are shorter than the wait', async () => {
    const fetcher = { ...scripted('v1', broken, 'v1'), close: never }
    const options = { name: 'prices', fetcher, start: 'background', refreshInterval: null } as const
    const term = remoteTerm({ ...options, limits: { deadline: '2s' }, retry: { base: '1s' } })
    const { time } = await grow({ term })
    await time.settle()
    await outcome(term.refresh())
    const refreshed = term.refresh()
    await time.walk('10s')
    expect(await refreshed).toBe('unchanged')
  })

  it('that does not close is named where a start ends in vain', async () => {
    const fetcher = { ...scripted(new Error('down')), close: never }
    const start = { policy: 'require', within: '5s' } as const
    const term = remoteTerm({ name: 'prices', fetcher, start, retry: { base: '1m' } })
    const { tree, time } = await grow({})
    void outcome(tree.add('term', term))
    await time.settle()
    void tree.remove('term')
    await time.settle()
    const error = await endOf(outcome(tree.add('term', term)), time)
    expect(error).toMatchObject({
      message: expect.stringMatching(/; still probing: an earlier `close` of the fetcher has not ended$/),
    })
  })

  describe('whose `init` outlives its attempt', () => {
    function slow() {
      const openings = [deferred(), deferred()]
      const inits: unknown[] = []
      const init = () => openings[inits.push('init') - 1]?.promise
      const fetcher = { ...scripted('v1'), init }
      const options = { name: 'prices', fetcher, start: 'background', refreshInterval: null } as const
      const term = remoteTerm({
        ...options,
        limits: { deadline: '2s' },
        retry: { base: '1s', cap: '1s' },
      } as never)
      return { openings, inits, fetcher, term }
    }

    it('is not opened a second time', async () => {
      const { openings, inits, fetcher, term } = slow()
      const { time } = await grow({ term })
      await time.walk('8s')
      expect([inits.length, fetcher.asked.length]).toEqual([1, 0])
      openings[0]?.resolve()
      await time.walk('1s')
      expect([inits.length, fetcher.asked.length]).toEqual([1, 1])
    })

    it('is opened again where that fails', async () => {
      const { openings, inits, fetcher, term } = slow()
      const { time } = await grow({ term })
      await time.walk('8s')
      openings[0]?.reject(new Error('down'))
      openings[1]?.resolve()
      await time.walk('1s')
      expect([inits.length, fetcher.asked.length]).toEqual([2, 1])
    })

    it('is opened again after 10 s if it never ends', async () => {
      const { openings, inits, fetcher, term } = slow()
      const { time } = await grow({ term })
      openings[1]?.resolve()
      await time.walk('12s')
      expect([inits.length, fetcher.asked.length]).toEqual([1, 0])
      await time.walk('1s')
      expect([inits.length, fetcher.asked.length]).toEqual([2, 1])
    })
  })

  it.each([...Array(40).keys()])(
    'that is closed after %i microtasks is begun nothing with any more',
    async (ticks) => {
      const log: string[] = []
      const note = (what: string) => void log.push(what)
      const fetcher = {
        name: 'noted',
        init: async () => note('init'),
        async probe() {
          note('probe')
          const open = async () => {
            note('open')
            return new Uint8Array(1)
          }
          return { changed: true as const, version: 'v1', open }
        },
        watch() {
          note('watch')
          return () => note('unwatch')
        },
        close: async () => note('close'),
      }
      const functions = { setup: () => note('setup'), put: () => note('put'), get: () => note('get') }
      const deserialize = () => note('deserialize')
      const term = remoteTerm({
        name: 'prices',
        fetcher,
        deserialize,
        ...functions,
        start: 'background',
      } as never)
      const { tree, time } = await grow({})
      const added = tree.add('term', term)
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve()
      await tree.remove('term')
      await added
      await time.settle()
      const isOpen = log.includes('init')
      expect(log.filter((what) => what === 'close')).toHaveLength(isOpen ? 1 : 0)
      if (isOpen) expect(log.at(-1)).toBe('close')
      const count = (what: string) => log.filter((other) => other === what).length
      expect(count('unwatch')).toBe(count('watch'))
    },
  )
})
