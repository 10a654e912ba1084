/** What is said to one thread about one term, whatever comes in between. @module */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { feed } from '../../src/share/feed.ts'
import type { FromOwner } from '../../src/share/protocol.ts'
import { cell } from '../../src/store/cell.ts'
import { shelf } from '../../src/store/shelf.ts'
import { listeners } from '../../src/term/listeners.ts'
import { editionOf, handOn } from '../support/editions.ts'

/** A feed to a thread for which the test speaks, and in short what it was told since the last look. */
function staged(first?: unknown) {
  const held = cell<unknown>({ name: 'prices' }, first === undefined ? undefined : { value: first })
  const kept = handOn(shelf(held, { heard: () => {} }))
  const heard = listeners(held, () => {})
  const told: FromOwner[] = []
  const failures: unknown[] = []
  const { hear, end } = feed(
    'prices',
    { cell: held, listeners: heard, failed: (error) => failures.push(error) },
    // Like a channel, this refuses what can't be cloned.
    (message) => void told.push(structuredClone(message)),
  )
  let version = 0
  const news = () =>
    told.splice(0).map((message) => {
      if (message.type === 'value') return ['value', 'value' in message.parcel && message.parcel.value]
      if (message.type === 'facts') return ['facts', message.facts.version]
      return message.type === 'none' ? ['none', message.lack] : [message.type]
    })
  news()
  return {
    failures,
    end,
    news,
    hears: (type: 'hello' | 'bye' | 'taken') => hear({ type, term: 'prices' }),
    refuses: (error: unknown) => hear({ type: 'refused', term: 'prices', error }),
    async publish(value: unknown) {
      kept.put(editionOf({ value, version: `v${++version}`, publishedAt: version }), 'attempt')
      await undefined
    },
    /** Publishes a value with the version and in the millisecond of the one before. */
    async publishAgain(value: unknown) {
      kept.put(editionOf({ value, version: `v${version}`, publishedAt: version }), 'attempt')
      await undefined
    },
    async stop() {
      heard.end()
      await undefined
    },
    async begin() {
      heard.begin()
      await undefined
    },
    async confirm(at: number) {
      kept.confirm({ at, known: undefined })
      await undefined
    },
  }
}

const uncloneable = { call: () => 'secret' }

describe('a thread that detaches in the middle of a message', () => {
  it('is told nothing more', async () => {
    const { hears, publish, news } = staged(1)
    hears('hello')
    expect(news()).toEqual([['value', 1]])
    hears('bye')
    await publish(2)
    expect(news()).toEqual([])
    hears('taken')
    expect(news()).toEqual([])
  })

  it('and attaches again is told the value of now, and all that follow', async () => {
    const { hears, publish, news } = staged(1)
    hears('hello')
    hears('bye')
    await publish(2)
    news()
    hears('hello')
    expect(news()).toEqual([['value', 2]])
    await publish(3)
    expect(news()).toEqual([])
    hears('taken')
    expect(news()).toEqual([['value', 3]])
  })

  it('and attaches again to the same value is told it whole', () => {
    const { hears, news } = staged(1)
    hears('hello')
    hears('bye')
    news()
    hears('hello')
    expect(news()).toEqual([['value', 1]])
  })

  it('holds no version that has been replaced', async () => {
    setFlagsFromString('--expose-gc')
    const gc = runInNewContext('gc') as () => void
    const { hears, publish, news } = staged({ version: 0 })
    const replaced = await (async () => {
      const value = { version: 1 }
      await publish(value)
      hears('hello')
      return new WeakRef(value)
    })()
    hears('bye')
    await publish({ version: 2 })
    news()
    await new Promise((resolve) => setTimeout(resolve))
    gc()
    expect(replaced.deref()).toBeUndefined()
  })

  it('is not watched for when the sharing has ended', async () => {
    const { hears, publish, end, news } = staged(1)
    hears('hello')
    end()
    hears('taken')
    await publish(2)
    expect(news()).toEqual([['value', 1]])
  })
})

describe('a value that can not be cloned', () => {
  it('holds up none that follows', async () => {
    const { hears, publish, news, failures } = staged(1)
    hears('hello')
    hears('taken')
    news()
    await publish(uncloneable)
    expect(news()).toEqual([['none', 'refused']])
    expect(failures).toMatchObject([{ code: 'ERR_TERM_STORE', term: 'prices' }])
    await publish(3)
    expect(news()).toEqual([['value', 3]])
  })

  it('has none of its facts told of the value that the thread keeps', async () => {
    const { hears, publish, confirm, news, failures } = staged(1)
    hears('hello')
    hears('taken')
    await publish(uncloneable)
    news()
    await confirm(70)
    expect(news()).toEqual([])
    expect(failures).toHaveLength(1)
  })

  it('does not keep the facts of the next one from the thread', async () => {
    const { hears, publish, confirm, news } = staged(1)
    hears('hello')
    hears('taken')
    await publish(uncloneable)
    await publish(3)
    hears('taken')
    news()
    await confirm(70)
    expect(news()).toEqual([['facts', 'v2']])
  })

  it('is told again to whoever attaches', async () => {
    const { hears, publish, news, failures } = staged(uncloneable)
    hears('hello')
    expect(news()).toEqual([['none', 'refused']])
    hears('hello')
    expect(news()).toEqual([['none', 'refused']])
    expect(failures).toHaveLength(2)
    await publish(2)
    expect(news()).toEqual([['value', 2]])
  })
})

describe('a value that the thread can not take', () => {
  it('is told once, and the next one goes out', async () => {
    const { hears, refuses, publish, news, failures } = staged(1)
    hears('hello')
    await publish(2)
    news()
    refuses(new Error('too large'))
    expect(news()).toEqual([
      ['none', 'refused'],
      ['value', 2],
    ])
    expect(failures).toHaveLength(1)
  })

  it('is another term when none of this one is underway', () => {
    const { hears, refuses, news, failures } = staged(1)
    hears('hello')
    hears('taken')
    news()
    refuses(new Error('of another term'))
    expect(news()).toEqual([])
    expect(failures).toEqual([])
  })
})

describe('a term without a value', () => {
  it('is said to be empty, and its first one goes out at once', async () => {
    const { hears, publish, news } = staged()
    hears('hello')
    expect(news()).toEqual([['none', 'empty']])
    await publish(1)
    expect(news()).toEqual([['value', 1]])
  })
})

describe('a term that ends', () => {
  it('is said to be stopped, after the last value has been taken', async () => {
    const { hears, publish, stop, news } = staged(1)
    hears('hello')
    await publish(2)
    await stop()
    expect(news()).toEqual([['value', 1]])
    hears('taken')
    expect(news()).toEqual([['value', 2]])
    hears('taken')
    expect(news()).toEqual([['stopped']])
    hears('taken')
    expect(news()).toEqual([])
  })

  it('is said to be so without a value, and to whoever attaches later', async () => {
    const { hears, stop, news } = staged()
    await stop()
    expect(news()).toEqual([])
    for (const _ of ['first', 'second']) {
      hears('hello')
      expect(news()).toEqual([['none', 'empty'], ['stopped']])
    }
  })

  it('is said to be so though its last value can not be cloned', async () => {
    const { hears, publish, stop, news } = staged(1)
    hears('hello')
    hears('taken')
    news()
    await publish(uncloneable)
    await stop()
    expect(news()).toEqual([['none', 'refused'], ['stopped']])
  })

  it('is said to have begun again, before its next value', async () => {
    const { hears, publish, confirm, stop, begin, news } = staged(1)
    hears('hello')
    hears('taken')
    await stop()
    news()
    // News of the value that is held doesn't begin a new one.
    await publish(2)
    expect(news()).toEqual([['value', 2]])
    await begin()
    await confirm(70)
    hears('taken')
    expect(news()).toEqual([['begun'], ['facts', 'v1']])
  })
})

describe('two values of one version in one millisecond', () => {
  it('are two', async () => {
    const { hears, publish, publishAgain, news } = staged()
    hears('hello')
    await publish(1)
    hears('taken')
    news()
    await publishAgain(2)
    expect(news()).toEqual([['value', 2]])
    hears('taken')
    await publishAgain(2)
    expect(news()).toEqual([['value', 2]])
  })
})
