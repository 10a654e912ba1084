/** F59: whatever is called from inside a callback, nothing deadlocks, and the machine goes on. @module */

import { describe, expect, it } from 'vitest'
import { guardProcess } from '../support/process-guard.ts'
import { type Seats, seats } from '../support/seats.ts'
import { type StagedTree, stageTree } from '../support/staged-term.ts'

guardProcess()

type Call = (tree: StagedTree['tree'], term: Seats['term']) => unknown
const CALLS: readonly (readonly [string, Call])[] = [
  ['get()', (_, term) => term.get()],
  ['status()', (_, term) => term.status()],
  ['refresh()', (_, term) => term.refresh()],
  ['ready()', (_, term) => term.ready()],
  ['remove()', (tree) => tree.remove('term')],
  ['stop()', (tree) => tree.stop()],
]
const ENDS = ['remove()', 'stop()']

const WITHIN = [
  'probe',
  'open',
  'chunks',
  'deserialize',
  'schema',
  'validate',
  'put',
  'get',
  'close',
] as const
const BESIDE = ['hear', 'inspect', 'subscribe'] as const
/** The callbacks that may be async. */
const PATIENT = [
  'setup',
  'init',
  'probe',
  'chunks',
  'deserialize',
  'schema',
  'validate',
  'put',
  'close',
] as const

interface Caller {
  staged: StagedTree | undefined
  outcome: Promise<unknown> | undefined
  /** Makes the call, once, as soon as there is a tree. */
  once(): Promise<unknown>
}

function callerOf(term: Seats['term'], call: Call): Caller {
  const caller: Caller = {
    staged: undefined,
    outcome: undefined,
    once() {
      if (caller.staged === undefined) return Promise.resolve()
      // This is set before the call, which may lead back here at once.
      caller.outcome ??= new Promise((resolve) => queueMicrotask(() => resolve(undefined)))
      const { tree } = caller.staged
      caller.staged = undefined
      caller.outcome = Promise.resolve(call(tree, term)).catch((error: unknown) => error)
      return caller.outcome
    },
  }
  return caller
}

async function pass({ time }: StagedTree, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) await time.advance(1_000)
}

async function expectAllWell(what: string, staged: StagedTree, term: Seats['term']): Promise<void> {
  const { tree, time, poll, heard, clock } = staged
  expect(heard.of('term.crashed')).toEqual([])
  expect(term.get().version).toBeGreaterThan(0)
  if (what === 'remove()') {
    expect(term.status().state).toBe('down')
    await tree.add('term', term)
    await time.settle()
  }
  if (what !== 'stop()') expect(await poll(term)).toMatchObject({ outcome: 'updated' })
  await tree.stop()
  expect(clock.armed).toBe(0)
  expect(tree.health()).toMatchObject({ live: false })
}

const options = { limits: { deadline: '10s' }, shutdown: '2s' } as const

describe.each(CALLS)('F59: %s', (what, call) => {
  it.each(WITHIN)('from inside `%s` comes to its end', async (place) => {
    const { term, mischief } = seats(options)
    const caller = callerOf(term, call)
    const staged = await stageTree({ term })
    caller.staged = staged
    mischief(place, (work) => {
      void caller.once()
      return work()
    })

    if (place === 'close') {
      void staged.tree.remove('term')
      await pass(staged, 12)
    } else {
      await staged.toNextProbe(term)
      await pass(staged, 12)
    }

    expect(caller.outcome).toBeDefined()
    await caller.outcome
    await expectAllWell(place === 'close' && what !== 'stop()' ? 'remove()' : what, staged, term)
  })

  it.each(BESIDE)('from inside `%s` comes to its end', async (place) => {
    const { term } = seats(options)
    const caller = callerOf(term, call)
    const once = () => void caller.once()
    if (place === 'subscribe') term.subscribe(once)
    const staged = await stageTree(
      { term },
      {
        ...(place === 'hear' && { observers: [{ name: 'caller', hear: once }] }),
        ...(place === 'inspect' && { inspect: once }),
      },
    )
    caller.staged = staged

    await staged.toNextProbe(term)
    await pass(staged, 12)

    expect(caller.outcome).toBeDefined()
    await caller.outcome
    await expectAllWell(what, staged, term)
  })

  it.each(PATIENT)('waited for inside `%s` comes to its end, and so does the attempt', async (place) => {
    const { term, mischief } = seats(options)
    await (await stageTree({ term })).tree.stop()
    let settled = false
    const act = async (work: () => unknown) => {
      // A microtask later `supervise` has resolved: the term holds a value.
      for (let turn = 0; turn < 50 && staged === undefined; turn++) await undefined
      mischief(place, undefined)
      if (staged !== undefined) await Promise.resolve(call(staged.tree, term)).catch(() => {})
      settled = staged !== undefined
      return work()
    }
    let staged: StagedTree | undefined
    mischief(place, act)
    staged = await stageTree({ term })
    const ends = place === 'close' || ENDS.includes(what)

    if (place === 'close') void staged.tree.remove('term')
    await pass(staged, 13)

    expect(settled).toBe(true)
    const { heard } = staged
    if (what === 'refresh()' && !ends) expect(heard.outcomes()[0]).toBe('ERR_TERM_TIMEOUT')
    await expectAllWell(place === 'close' && what !== 'stop()' ? 'remove()' : what, staged, term)
  })
})

describe('refresh() at every event', () => {
  it.each(['hear', 'inspect'] as const)(
    'of `%s` neither calls itself for ever nor harms anybody',
    async (where) => {
      const { term } = seats()
      let depth = 0
      let deepest = 0
      let calls = 0
      const always = () => {
        // A listener that refreshes at each update never rests: 1,000 times will do.
        if (calls++ > 1_000) return
        deepest = Math.max(deepest, ++depth)
        void term.refresh().catch(() => {})
        void term.status()
        depth--
      }
      const options =
        where === 'hear' ? { observers: [{ name: 'eager', hear: always }] } : { inspect: always }
      const { tree, time, heard, clock } = await stageTree({ term }, options)
      await time.advance(1_000)

      expect(deepest).toBeLessThan(10)
      expect(new Set(heard.outcomes())).toEqual(new Set(['updated']))
      expect(heard.of('listener.failed')).toEqual([])
      await tree.stop()
      expect(clock.armed).toBe(0)
    },
  )
})
