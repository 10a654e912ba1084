/** A fetcher is open once, and asked only while it is. @module */

import { describe, expect, it } from 'vitest'
import { remoteTerm } from '../../src/index.ts'
import { deferred, never } from '../support/deferred.ts'
import { grow, outcome } from '../support/grown.ts'
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
