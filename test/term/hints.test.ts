/** Hints of a fetcher: a probe soon, whatever the schedule says; never a burst, never against a Retry-After. @module */

import { describe, expect, it, vi } from 'vitest'
import { type Fetcher, remoteTerm, TermError } from '../../src/index.ts'
import { deferred } from '../support/deferred.ts'
import { grow } from '../support/grown.ts'
import { hearing } from '../support/hearing.ts'
import { type Script, scripted, versionOf } from '../support/scripted-fetcher.ts'

const SPREAD = 250

/** A term whose fetcher gives hints when the test wants it to. */
async function hinted(...script: readonly Script[]) {
  const hints = new Set<() => void>()
  const fetcher = {
    ...scripted(...script),
    watch: vi.fn((hint: () => void) => {
      hints.add(hint)
      return () => void hints.delete(hint)
    }),
  }
  const term = remoteTerm({ name: 'prices', fetcher, refreshInterval: '1h', start: 'background' })
  const heard = hearing()
  const { tree, time } = await grow({ term }, { random: () => 0.5, observers: [heard] })
  await time.settle()
  const hint = () => hints.forEach((each) => void each())
  const triggers = () => heard.of('refresh.started').map(({ trigger }) => trigger)
  return { fetcher, term, heard, tree, time, hints, hint, triggers }
}

describe('a hint', () => {
  it('leads to a probe at a random moment, and the schedule begins anew', async () => {
    const { hint, time, triggers, term } = await hinted('v1', 'v2')
    hint()
    await time.advance(SPREAD / 2 - 1)
    expect(triggers()).toEqual(['start'])
    await time.advance(1)
    expect(triggers()).toEqual(['start', 'hint'])
    expect(term.status()).toMatchObject({ version: 'v2', state: 'idle' })
  })

  it('and many more lead to one', async () => {
    const { hint, time, triggers } = await hinted('v1')
    for (let count = 0; count < 50; count++) hint()
    await time.advance(SPREAD)
    await time.advance(SPREAD)
    expect(triggers()).toEqual(['start', 'hint'])
  })

  it('during an attempt leads to another one after it', async () => {
    const gate = deferred<void>()
    const { hint, time, triggers, fetcher } = await hinted('v1', async (known) => {
      await gate.promise
      return versionOf('v1', known)
    })
    hint()
    await time.advance(SPREAD)
    hint()
    await time.advance(SPREAD)
    fetcher.answer('v2')
    gate.resolve()
    await time.advance(SPREAD)
    expect(triggers()).toEqual(['start', 'hint', 'hint'])
  })

  it('cuts a backoff short, but no shorter than its first wait', async () => {
    const missing = new TermError('ERR_TERM_NOT_FOUND', 'no such file')
    const { hint, time, term } = await hinted(missing, 'v1')
    expect(term.status().nextProbeAt?.getTime()).toBe(time.clock.now() + 30_000)
    hint()
    await time.advance(999)
    expect(term.peek()).toBeUndefined()
    await time.advance(1)
    expect(term.status()).toMatchObject({ version: 'v1', failures: 0 })
  })

  it('changes nothing while the origin wants to be left alone', async () => {
    const busy = new TermError('ERR_TERM_THROTTLED', 'busy', { retryAfterMs: 20_000 })
    const { hint, time, triggers } = await hinted(busy, 'v1')
    hint()
    await time.advance(19_000)
    expect(triggers()).toEqual(['start'])
    await time.advance(2_000)
    expect(triggers()).toEqual(['start', 'retry'])
  })
})

describe('a hint that was given to an incarnation', () => {
  it('is none for the next', async () => {
    const { hint, time, triggers, term } = await hinted('v1', async () => undefined as never, 'v2')
    hint()
    await term.refresh().catch(() => {})
    await time.settle()
    expect(triggers()).toEqual(['start', 'manual', 'start'])
    await time.advance(SPREAD)
    expect(triggers()).toEqual(['start', 'manual', 'start'])
  })
})

describe('a watch', () => {
  it('begins with an incarnation and ends with it', async () => {
    const { fetcher, hints, hint, tree, time, triggers } = await hinted(
      'v1',
      async () => undefined as never,
      'v2',
    )
    expect([fetcher.watch.mock.calls.length, hints.size]).toEqual([1, 1])
    const [old] = hints
    hint()
    await time.advance(SPREAD)
    expect(triggers()).toEqual(['start', 'hint', 'start'])
    expect([fetcher.watch.mock.calls.length, hints.size]).toEqual([2, 1])
    expect(hints.has(old as () => void)).toBe(false)
    hint()
    await tree.stop()
    expect(hints.size).toBe(0)
    await time.advance(SPREAD)
    expect(triggers()).toHaveLength(3)
  })

  it('that throws is told of, and the term is polled', async () => {
    const error = new Error('no more watches')
    const fetcher: Fetcher = {
      ...scripted('v1', 'v2'),
      watch() {
        throw error
      },
    }
    const term = remoteTerm({ name: 'prices', fetcher, refreshInterval: '10s' })
    const heard = hearing()
    const { time } = await grow({ term }, { observers: [heard] })
    await time.advance(10_000)
    expect(heard.of('listener.failed')).toMatchObject([{ term: 'prices', error }])
    expect(heard.outcomes()).toEqual(['updated', 'updated'])
  })

  it('that can not be ended breaks the contract', async () => {
    const fetcher = { ...scripted('v1'), watch: () => undefined as never }
    const term = remoteTerm({ name: 'prices', fetcher, start: 'background', restart: 'temporary' })
    const heard = hearing()
    const { time } = await grow({ term }, { observers: [heard] })
    await time.settle()
    expect(heard.of('term.crashed')).toMatchObject([{ code: 'ERR_TERM_CONTRACT' }])
  })

  it('that is no function is a wrong option', () => {
    const fetcher = { ...scripted(), watch: true } as never
    expect(() => remoteTerm({ name: 'prices', fetcher })).toThrow('`fetcher.watch`')
  })
})
