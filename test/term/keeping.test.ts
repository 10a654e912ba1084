/** A value that the user keeps: `put` stores it, `get` reads it. @module */

import { describe, expect, it } from 'vitest'
import { remoteTerm, supervise } from '../../src/index.ts'
import { deferred, never } from '../support/deferred.ts'
import { endOf, grow, outcome } from '../support/grown.ts'
import { recorder } from '../support/recorder.ts'
import { type Script, scripted, text } from '../support/scripted-fetcher.ts'

interface Shelf {
  put: (value: string) => unknown
  get: () => string
}

/** A term over a shelf that the test may break. */
function prices(...script: readonly Script[]) {
  let held = 'nothing'
  const shelf: Shelf = {
    put: (value) => {
      held = value
    },
    get: () => held.toUpperCase(),
  }
  const fetcher = scripted(...script)
  const term = remoteTerm({
    name: 'prices',
    fetcher,
    deserialize: text,
    refreshInterval: null,
    retry: { base: '1h', cap: '1h' },
    put: (value) => shelf.put(value),
    get: () => shelf.get(),
  })
  return { shelf, fetcher, term }
}

describe('`put` and `get`', () => {
  it('store and read', async () => {
    const { term } = prices('v1', 'v2')
    expect(term.get).toThrow(expect.objectContaining({ code: 'ERR_TERM_NOT_LOADED' }))
    expect(term.peek()).toBeUndefined()
    await grow({ term })
    expect([term.get(), term.peek(), term.snapshot().value, await term.ready()]).toEqual([
      'V1',
      'V1',
      'V1',
      'V1',
    ])
    await term.refresh()
    expect(term.get()).toBe('V2')
  })

  it('are asked at every reading, for the user may change what is kept', async () => {
    const { shelf, term } = prices('v1')
    await grow({ term })
    shelf.get = () => 'mine'
    expect([term.get(), term.snapshot().value]).toEqual(['mine', 'V1'])
  })

  it('keep whatever type they like', async () => {
    const index = new Map<string, number>()
    const term = remoteTerm({
      name: 'prices',
      fetcher: scripted('EUR'),
      deserialize: text,
      put: (key) => index.set(key, 1),
      get: () => index as ReadonlyMap<string, number>,
    })
    await grow({ term })
    expect(term.get().get('EUR')).toBe(1)
  })

  it('publish when an asynchronous `put` is done, not before', async () => {
    const { shelf, term } = prices('v1', 'v2')
    const { time } = await grow({ term })
    const gate = deferred()
    const put = shelf.put
    shelf.put = (value) => gate.promise.then(() => put(value))
    const refreshed = term.refresh()
    await time.settle()
    expect([term.get(), term.snapshot().version, term.status().state]).toEqual(['V1', 'v1', 'storing'])
    gate.resolve()
    expect(await refreshed).toBe('updated')
    expect([term.get(), term.snapshot().version]).toEqual(['V2', 'v2'])
  })

  it('get to know the term and the signal of the attempt', async () => {
    const scopes: unknown[] = []
    const term = remoteTerm({
      name: 'prices',
      fetcher: scripted('v1'),
      put: (_, scope) => scopes.push(scope),
      get: () => 1,
    })
    await grow({ term })
    expect(scopes).toEqual([{ term: 'prices', signal: expect.any(AbortSignal) }])
  })

  it('have an initial value before them', async () => {
    const { fetcher, shelf } = prices('v1')
    const options = { name: 'prices', fetcher, deserialize: text, initial: 'v0' }
    const term = remoteTerm({ ...options, put: (value) => shelf.put(value), get: () => shelf.get() })
    expect([term.get(), term.peek(), term.snapshot().origin]).toEqual(['v0', 'v0', 'initial'])
    const { time } = await grow({ term })
    await time.settle()
    expect([term.get(), term.snapshot().origin]).toEqual(['V1', 'remote'])
  })
})

describe('F58: a failure', () => {
  it.each([
    [
      '`put` that throws',
      (shelf: Shelf) => {
        shelf.put = () => {
          throw new Error('full')
        }
      },
    ],
    [
      '`put` that rejects',
      (shelf: Shelf) => {
        shelf.put = async () => {
          throw new Error('full')
        }
      },
    ],
    [
      '`get` that throws',
      (shelf: Shelf) => {
        shelf.get = () => {
          throw new Error('full')
        }
      },
    ],
  ])('of a %s publishes nothing and commits no validators', async (_, breakIt) => {
    const { shelf, fetcher, term } = prices('v1', 'v2')
    await grow({ term })
    const before = term.snapshot()
    const whole = { ...shelf }
    breakIt(shelf)
    expect(await outcome(term.refresh())).toMatchObject({
      code: 'ERR_TERM_STORE',
      stage: 'store',
      term: 'prices',
      cause: { message: 'full' },
    })
    expect(term.snapshot()).toBe(before)
    expect(term.status()).toMatchObject({ state: 'backoff', version: 'v1', failures: 1 })

    Object.assign(shelf, whole)
    expect(await term.refresh()).toBe('updated')
    expect(fetcher.asked).toEqual([undefined, { version: 'v1' }, { version: 'v1' }])
    expect([term.get(), term.snapshot().version]).toEqual(['V2', 'v2'])
  })

  it('of a `put` is none of the payload, which is not remembered as bad', async () => {
    const events = recorder()
    const { shelf, term } = prices('v1', 'v2')
    await grow({ term }, { observers: [events] })
    shelf.put = () => Promise.reject(new Error('full'))
    await outcome(term.refresh())
    expect(events.all('refresh.failed')).toMatchObject([{ code: 'ERR_TERM_STORE', serving: 'v1' }])
    expect(events.all('term.rejected')).toEqual([])
  })

  it('of a `get` shows to the one who reads, and to nobody else', async () => {
    const { shelf, term } = prices('v1')
    await grow({ term })
    shelf.get = () => {
      throw new RangeError('mine')
    }
    expect(term.get).toThrow(RangeError)
    expect(term.peek).toThrow(RangeError)
    expect(term.status().state).toBe('idle')
  })

  it('comes when a `put` is over the deadline of the attempt', async () => {
    const term = remoteTerm({
      name: 'prices',
      fetcher: scripted('v1'),
      start: 'background',
      limits: { deadline: '10s' },
      put: never,
      get: () => 1,
    })
    const { time } = await grow({ term })
    const refreshed = outcome(term.refresh())
    expect(await endOf(refreshed, time)).toMatchObject({ code: 'ERR_TERM_TIMEOUT', stage: 'store' })
  })
})

it('a tree that stops lets a `put` end that has begun', async () => {
  const { shelf, term } = prices('v1', 'v2')
  const tree = await supervise({ term })
  const gate = deferred()
  const put = shelf.put
  shelf.put = (value) => gate.promise.then(() => put(value))
  const refreshed = term.refresh()
  while (term.status().state !== 'storing') await new Promise(setImmediate)
  const stopped = tree.stop()
  gate.resolve()
  await stopped
  expect([await refreshed, term.get(), term.snapshot().version]).toEqual(['updated', 'V2', 'v2'])
})
