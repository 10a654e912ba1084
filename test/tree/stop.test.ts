/** Stopping a tree: always done in time, and the values stay. @module */

import { describe, expect, it, vi } from 'vitest'
import { group, http, json, remoteTerm, supervise } from '../../src/index.ts'
import { never } from '../support/deferred.ts'
import { noJitter, outcome } from '../support/grown.ts'
import { serveOrigin } from '../support/origin.ts'
import { recorder } from '../support/recorder.ts'
import { type Script, scripted, text } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const termOf = (name: string, ...script: readonly Script[]) =>
  remoteTerm({ name, fetcher: scripted(...script), deserialize: text, start: 'background' })

async function planted(children: Parameters<typeof supervise>[0]) {
  const time = simulatedTime()
  const events = recorder()
  const tree = await supervise(children, { clock: time.clock, random: noJitter, observers: [events] })
  await time.settle()
  return { time, tree, events }
}

/** How long the stop takes, in simulated ms. */
async function stopTime({ time, tree }: Awaited<ReturnType<typeof planted>>, timeout?: number) {
  const since = time.clock.monotonic()
  const done = vi.fn()
  const stopped = tree.stop(timeout === undefined ? undefined : { timeout }).then(done)
  for (let turn = 0; turn < 1_000 && done.mock.calls.length === 0; turn++) await time.advance(100)
  await stopped
  return time.clock.monotonic() - since
}

describe('a stop', () => {
  it('ends all, the last first, groups and their terms too', async () => {
    const { tree, events } = await planted({
      a: termOf('a', 'v1'),
      g: group({ b: termOf('b', 'v1'), c: termOf('c', 'v1') }),
      d: termOf('d', 'v1'),
    })
    await tree.stop()
    expect(events.all('term.stopped').map(({ term }) => term)).toEqual(['d', 'c', 'b', 'a'])
    expect(events.all('supervisor.stopped').map(({ supervisor }) => supervisor)).toEqual(['root/g', 'root'])
    expect(tree.health()).toMatchObject({ live: false, ready: false, state: 'stopped' })
  })

  it('leaves the values readable', async () => {
    const term = termOf('prices', 'v1')
    const { tree } = await planted({ term })
    const snapshot = term.snapshot()
    await tree.stop()
    expect([term.get(), term.peek(), term.snapshot(), await term.ready()]).toEqual([
      'v1',
      'v1',
      snapshot,
      'v1',
    ])
    expect(term.status()).toMatchObject({ state: 'down', version: 'v1', nextProbeAt: undefined })
  })

  it('twice is harmless, at the same time or later', async () => {
    const { tree, events } = await planted({ term: termOf('prices', 'v1') })
    await Promise.all([tree.stop(), tree.stop({ timeout: 5 })])
    await tree.stop()
    await tree[Symbol.asyncDispose]()
    expect(events.all('supervisor.stopped')).toHaveLength(1)
  })

  it('comes at the end of an `await using` block', async () => {
    const fetcher = scripted('v1')
    const term = remoteTerm({ name: 'prices', fetcher })
    {
      await using _tree = await supervise({ term })
      expect(term.status().state).toBe('idle')
    }
    expect([term.status().state, fetcher.closed]).toEqual(['down', 1])
  })

  it('leaves no timer behind', async () => {
    const pending = new Set<unknown>()
    const time = simulatedTime()
    const clock = {
      ...time.clock,
      setTimeout(callback: () => void, ms: number) {
        const timer = time.clock.setTimeout(() => {
          pending.delete(timer)
          callback()
        }, ms)
        pending.add(timer)
        return timer
      },
      clearTimeout(timer: unknown) {
        pending.delete(timer)
        time.clock.clearTimeout(timer)
      },
    }
    const term = remoteTerm({ name: 'prices', fetcher: scripted('v1'), maxStale: '1h' })
    const tree = await supervise({ term, mute: termOf('mute', never) }, { clock })
    expect(pending.size).toBeGreaterThan(2)
    await tree.stop()
    expect([...pending]).toEqual([])
  })

  it('ends an attempt that runs, and tells the fetcher', async () => {
    let seen: AbortSignal | undefined
    const { tree, events } = await planted({
      term: termOf('prices', (_, { signal }) => {
        seen = signal
        return never()
      }),
    })
    await tree.stop()
    expect(seen?.aborted).toBe(true)
    expect(events.all('refresh.cancelled')).toMatchObject([{ term: 'prices', outcome: 'cancelled' }])
    expect(events.all('refresh.failed')).toEqual([])
  })
})

describe('a stop is bounded', () => {
  const hanging = (shutdown?: number) =>
    remoteTerm({
      name: 'prices',
      fetcher: scripted('v1'),
      start: 'background',
      put: never,
      get: () => 1,
      shutdown,
    })

  it('by the `shutdown` of a term whose `put` hangs', async () => {
    const tree = await planted({ term: hanging(2_000) })
    expect(await stopTime(tree)).toBe(2_000)
    expect(tree.events.all('supervisor.killed')).toMatchObject([{ supervisor: 'root', child: 'term' }])
  })

  it('by its own `timeout`, whatever its terms would like', async () => {
    const tree = await planted({ a: hanging(60_000), b: group({ c: termOf('c', 'v1') }) })
    expect(await stopTime(tree, 3_000)).toBe(3_000)
    expect(tree.tree.health()).toMatchObject({ live: false, state: 'stopped' })
    expect(
      tree.events
        .all('term.stopped')
        .map(({ term }) => term)
        .sort(),
    ).toEqual(['c', 'prices'])
  })

  it('when the `close` of a fetcher hangs', async () => {
    const fetcher = { ...scripted('v1'), close: never }
    const tree = await planted({ term: remoteTerm({ name: 'prices', fetcher }) })
    expect(await stopTime(tree, 3_000)).toBeLessThanOrEqual(3_000)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('mine')
      },
    ],
    ['rejects', () => Promise.reject(new Error('mine'))],
  ])('when the `close` of a fetcher %s', async (_, close) => {
    const fetcher = { ...scripted('v1'), close }
    const tree = await planted({ term: remoteTerm({ name: 'prices', fetcher }) })
    await tree.tree.stop()
    expect(tree.tree.health().live).toBe(false)
  })

  it('while the tree cools down', async () => {
    const { time, tree } = await planted({ term: termOf('prices', () => ({}) as never) })
    await time.settle()
    expect(tree.health()).toMatchObject({ state: 'cooling', live: true })
    await tree.stop()
    expect(tree.health().live).toBe(false)
  })

  it('after the tree gave up by itself', async () => {
    const warn = vi.spyOn(console, 'warn')
    const term = termOf('prices', () => ({}) as never)
    const tree = await supervise({ term }, { onGiveUp: 'stop' })
    expect(await outcome(term.ready())).toMatchObject({ code: 'ERR_TERM_STOPPED' })
    await tree.stop()
    expect(tree.health()).toMatchObject({ live: false, state: 'stopped' })
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
  })
})

describe('after a stop', () => {
  it('the same term lives in a tree anew, and goes on where it was', async () => {
    const fetcher = scripted('v1')
    const term = remoteTerm({ name: 'prices', fetcher, deserialize: text })
    const ids: string[] = []
    for (let round = 0; round < 3; round++) {
      const { tree, events } = await planted({ term })
      expect(term.status().state).toBe('idle')
      ids.push(...events.all('refresh.started').map(({ id }) => id))
      await tree.stop()
    }
    expect(fetcher.asked).toEqual([undefined, { version: 'v1' }, { version: 'v1' }])
    expect(fetcher.closed).toBe(3)
    expect(new Set(ids).size).toBe(3)
  })

  it('the same term fetches over HTTP again, and is still spared the body', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', '{"EUR":1}')
    const prices = remoteTerm({
      name: 'prices',
      fetcher: http(`${origin.url}/prices`),
      deserialize: json<{ EUR: number }>,
    })
    await (await prices.start()).stop()
    await origin.drained()
    origin.publish('/prices', '{"EUR":2}')
    await using _tree = await prices.start()
    expect(await prices.refresh()).toBe('updated')
    expect(origin.requests[1]?.headers['if-none-match']).toBeDefined()
    expect(prices.get().EUR).toBe(2)
  })

  it('a term of another tree is not touched', async () => {
    const [one, two] = [termOf('one', 'v1'), termOf('two', 'v1')]
    const [first, second] = [await planted({ one }), await planted({ two })]
    await first.tree.stop()
    expect([one.status().state, two.status().state]).toEqual(['down', 'idle'])
    await second.tree.stop()
  })
})
