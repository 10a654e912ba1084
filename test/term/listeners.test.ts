/** Listening to a term by a callback. @module */

import { describe, expect, it, vi } from 'vitest'
import { remoteTerm, type Snapshot, supervise } from '../../src/index.ts'
import { grow } from '../support/grown.ts'
import { recorder } from '../support/recorder.ts'
import { scripted, text } from '../support/scripted-fetcher.ts'

/** A term that gets another version at every refresh, from `v1` on. */
function prices() {
  let version = 0
  const fetcher = scripted(async () => {
    version++
    const body = new TextEncoder().encode(`v${version}`)
    return { changed: true, version: `v${version}`, open: async () => body }
  })
  return remoteTerm({ name: 'prices', fetcher, deserialize: text, refreshInterval: null })
}

describe('a listener', () => {
  it('is told each new value, in the order of subscription', async () => {
    const term = prices()
    const told: string[] = []
    term.subscribe(({ value }) => told.push(`first ${value}`))
    term.subscribe(({ value, version }) => told.push(`second ${value} ${version}`))
    const { time } = await grow({ term })
    await term.refresh()
    await time.settle()
    expect(told).toEqual(['first v1', 'second v1 v1', 'first v2', 'second v2 v2'])
  })

  it('finds the value published when it is told of it', async () => {
    const term = prices()
    const seen: boolean[] = []
    term.subscribe((snapshot) => seen.push(snapshot === term.snapshot()))
    await grow({ term })
    expect(seen).toEqual([true])
  })

  it('is not told of what is unchanged, or failed', async () => {
    const listener = vi.fn()
    const fetcher = scripted('v1', 'v1', new Error('down'))
    const term = remoteTerm({ name: 'prices', fetcher, refreshInterval: '1s' })
    term.subscribe(listener)
    const { time } = await grow({ term })
    await time.advance(1_000)
    await time.advance(1_000)
    expect(fetcher.asked).toHaveLength(3)
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('mine')
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('mine')
      },
    ],
    [
      'throws what is no error',
      () => {
        throw undefined
      },
    ],
  ])('that %s is counted, and the others are told', async (_, faulty) => {
    const events = recorder()
    const term = prices()
    const after = vi.fn()
    term.subscribe(faulty)
    term.subscribe(after)
    const { time } = await grow({ term }, { observers: [events] })
    await time.settle()
    expect(after).toHaveBeenCalledTimes(1)
    expect(events.all('listener.failed')).toMatchObject([{ term: 'prices' }])
    expect(term.status()).toMatchObject({ state: 'idle', failures: 0 })
    expect(await term.refresh()).toBe('updated')
    expect(after).toHaveBeenCalledTimes(2)
  })

  it('that fails is told with its reason, but for what it quotes of the value', async () => {
    const events = recorder()
    const term = remoteTerm({ name: 'prices', fetcher: scripted('a-confidential-value'), deserialize: text })
    term.subscribe(({ value }) => {
      throw new RangeError(`no room for ${value}`)
    })
    await grow({ term }, { observers: [events] })
    await expect
      .poll(() => events.all('listener.failed'))
      .toMatchObject([
        {
          term: 'prices',
          reason: expect.stringMatching(/^RangeError: no room for … \(at test\/term\/listeners/),
        },
      ])
  })

  it('is told no more once it has unsubscribed, even while the others are told', async () => {
    const term = prices()
    const [kept, gone] = [vi.fn(), vi.fn()]
    term.subscribe(() => unsubscribe())
    const unsubscribe = term.subscribe(gone)
    term.subscribe(kept)
    await grow({ term })
    unsubscribe()
    expect(gone).not.toHaveBeenCalled()
    expect(kept).toHaveBeenCalledTimes(1)
  })

  it('may be subscribed twice, and each time has its own end', async () => {
    const term = prices()
    const listener = vi.fn()
    const unsubscribe = term.subscribe(listener)
    term.subscribe(listener)
    await grow({ term })
    expect(listener).toHaveBeenCalledTimes(2)
    unsubscribe()
    await term.refresh()
    expect(listener).toHaveBeenCalledTimes(3)
  })

  it('that subscribes anew when it is told hears of the next value, not of the same again', async () => {
    const term = prices()
    const told: string[] = []
    const once = ({ value }: Snapshot<string>) => {
      unsubscribe()
      told.push(value)
      if (told.length < 100) unsubscribe = term.subscribe(once)
    }
    let unsubscribe = term.subscribe(once)
    await grow({ term })
    await term.refresh()
    expect(told).toEqual(['v1', 'v2'])
  })

  it('is unsubscribed at the end of a `using` block', async () => {
    const term = prices()
    const listener = vi.fn()
    {
      using _subscription = term.subscribe(listener)
      await grow({ term })
    }
    await term.refresh()
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('stays through a stop and another start', async () => {
    const term = prices()
    const listener = vi.fn()
    term.subscribe(listener)
    for (const value of ['v1', 'v2']) {
      await using _tree = await supervise({ term })
      await term.refresh()
      await new Promise(setImmediate)
      expect(listener.mock.calls.map(([snapshot]) => snapshot.value)).toContain(value)
    }
  })
})
