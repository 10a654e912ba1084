/** F53: what comes after the end of its attempt changes nothing. @module */

import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { Fetcher } from '../../src/index.ts'
import { REJECTIONS, THROWS } from '../support/mischief.ts'
import { guardProcess } from '../support/process-guard.ts'
import { type Seat, type Seats, seats } from '../support/seats.ts'
import { jsonTerm, type StagedTree, stageTree } from '../support/staged-term.ts'

guardProcess()

/** The states in which a term can hang, and the callbacks that make it. */
const HANGING = [
  ['probing', 'probe'],
  ['downloading', 'chunks'],
  ['decoding', 'deserialize'],
  ['decoding', 'validate'],
  ['storing', 'put'],
] as const satisfies readonly (readonly [string, Seat])[]

/** Lets a callback hang from now on. The function that it returns lets it go on. */
function hang({ mischief }: Seats, seat: Seat): () => void {
  let letGo = () => {}
  mischief(seat, (work) => {
    mischief(seat, undefined)
    return new Promise((resolve) => {
      letGo = () => resolve(work())
    })
  })
  return () => letGo()
}

/** A term that hangs in its second attempt. */
async function hanging(seat: Seat, siblings: Record<string, ReturnType<typeof jsonTerm>> = {}) {
  const seated = seats({ limits: { deadline: '10s' }, shutdown: '2s' })
  const { term } = seated
  const staged = await stageTree({ term, ...siblings }, { strategy: 'one-for-all' })
  const letGo = hang(seated, seat)
  await staged.toNextProbe(term)
  return { ...seated, ...staged, letGo, held: term.snapshot() }
}

async function expectNothingAfter(letGo: () => void, { heard, time }: StagedTree, { term, signals }: Seats) {
  const count = heard.events.length
  const before = [term.peek(), term.status()]
  letGo()
  await time.settle()
  expect(heard.events).toHaveLength(count)
  expect([term.peek(), term.status()]).toEqual(before)
  for (const signal of signals) expect(getEventListeners(signal, 'abort')).toEqual([])
}

describe.each(HANGING)('in %s, an answer of `%s`', (state, seat) => {
  it('F53, P13: after the deadline changes nothing, nor does it after the next update', async () => {
    const staged = await hanging(seat)
    const { term, heard, time, poll } = staged
    expect(term.status().state).toBe(state)

    await time.advance(10_000)
    expect(heard.of('refresh.failed')).toMatchObject([{ code: 'ERR_TERM_TIMEOUT' }])
    expect(term.snapshot()).toBe(staged.held)
    await poll(term)
    expect(heard.outcomes().at(-1)).toBe('updated')

    // What a late `put` wrote is the user's; the cell, the versions and the events are ours.
    if (seat !== 'put') await expectNothingAfter(staged.letGo, staged, staged)
  })

  it('F53, P13: after a stop changes nothing', async () => {
    const staged = await hanging(seat)
    const { tree, clock, time, heard } = staged
    let stopped = false
    const stopping = tree.stop().then(() => {
      stopped = true
    })
    await time.settle()
    // A `put` that has begun may come to its end, within its bound.
    expect(stopped).toBe(state !== 'storing')
    if (!stopped) await time.advance(2_000)
    await stopping

    expect(clock.armed).toBe(0)
    expect(heard.outcomes()).toEqual(['updated', 'cancelled'])
    expect(heard.of('supervisor.killed')).toHaveLength(state === 'storing' ? 1 : 0)
    if (seat !== 'put') await expectNothingAfter(staged.letGo, staged, staged)
  })

  it('F53, P13: after a restart changes nothing', async () => {
    let broken = false
    const fetcher: Fetcher = {
      name: 'sibling',
      async probe() {
        const breach = broken
        broken = false
        if (breach) return {} as never
        return { changed: true, version: 'v1', open: async () => new TextEncoder().encode('{}') }
      },
    }
    const sibling = jsonTerm({ name: 'sibling', fetcher, refreshInterval: null })
    const staged = await hanging(seat, { sibling })
    const { term, time, heard } = staged

    broken = true
    await expect(sibling.refresh()).rejects.toMatchObject({ code: 'ERR_TERM_CONTRACT' })
    await time.advance(2_000)
    await time.settle()

    expect(term.status()).toMatchObject({ state: 'idle', crashes: 0 })
    expect(heard.of('refresh.cancelled')).toMatchObject([{ id: 'term#0' }])
    expect(heard.of('refresh.updated').at(-1)).toMatchObject({ id: expect.stringMatching(/#1$/) })
    if (seat !== 'put') await expectNothingAfter(staged.letGo, staged, staged)
  })
})

describe('F51, P22: a stop', () => {
  it('in idle resolves at once, and twice is harmless', async () => {
    const { term, signals } = seats()
    const { tree, clock } = await stageTree({ term })
    await Promise.all([tree.stop(), tree.stop()])
    await tree.stop()

    expect(clock.armed).toBe(0)
    expect(getEventListeners(signals[0] as AbortSignal, 'abort')).toEqual([])
  })

  it('in backoff resolves at once', async () => {
    const { term, mischief } = seats()
    const { tree, clock, poll } = await stageTree({ term })
    mischief('probe', () => Promise.reject(new Error('down')))
    await poll(term)
    expect(term.status().state).toBe('backoff')
    await tree.stop()

    expect(clock.armed).toBe(0)
  })

  it('while cooling down resolves at once', async () => {
    const { term, mischief } = seats()
    const { tree, clock, time, poll } = await stageTree({ term })
    mischief('probe', () => undefined)
    await poll(term)
    await time.settle()
    expect(tree.health().state).toBe('cooling')
    await tree.stop()

    expect(clock.armed).toBe(0)
  })

  it('with a fetcher that never closes resolves within its bound', async () => {
    const { term, mischief } = seats()
    const { tree, clock, time } = await stageTree({ term })
    mischief('close', () => new Promise(() => {}))
    const stopping = tree.stop({ timeout: '3s' })
    await time.advance(3_000)
    await stopping

    expect(clock.armed).toBe(0)
  })

  it('of a child whose fetcher never closes ends its removal, too', async () => {
    const { term, mischief } = seats()
    const { tree, clock, time } = await stageTree({ term })
    mischief('close', () => new Promise(() => {}))
    const removing = tree.remove('term')
    await time.advance(10_000)
    await removing
    expect(clock.armed).toBe(0)
    expect(term.get()).toEqual({ version: 1 })

    const stopping = tree.stop()
    await time.advance(10_000)
    await stopping
    expect(clock.armed).toBe(0)
  })
})

describe('a fetcher whose `close` misbehaves', () => {
  it.each([...THROWS, ...REJECTIONS])('as one that %s stops all the same', async (_, act) => {
    const { term, mischief } = seats()
    const { tree, clock, heard } = await stageTree({ term })
    mischief('close', act)
    await tree.stop()

    expect(heard.of('supervisor.stopped')).toHaveLength(1)
    expect(clock.armed).toBe(0)
  })
})

describe('a `put` that has begun', () => {
  it('and ends within its bound is published before the term stops', async () => {
    const { term, tree, heard, letGo, time } = await hanging('put')
    const stopping = tree.stop()
    await time.advance(1_999)
    letGo()
    await stopping

    expect(heard.outcomes()).toEqual(['updated', 'updated'])
    expect(term.get()).toEqual({ version: 2 })
    expect(heard.of('supervisor.killed')).toEqual([])
  })

  it('is ended by force when the stop itself is out of time', async () => {
    const { term, tree, heard, clock, letGo, time, held } = await hanging('put')
    const refreshed = term.refresh()
    const stopping = tree.stop({ timeout: '1s' })
    await time.advance(1_000)
    await stopping
    const count = heard.events.length
    letGo()
    await time.settle()

    await expect(refreshed).rejects.toMatchObject({ code: 'ERR_TERM_STOPPED' })
    expect(heard.outcomes()).toEqual(['updated', 'cancelled'])
    expect(heard.events).toHaveLength(count)
    expect(term.snapshot()).toBe(held)
    expect(clock.armed).toBe(0)
  })
})
