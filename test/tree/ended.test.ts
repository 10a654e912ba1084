/** Whoever asks something of what has ended, or is about to, gets an answer. @module */

import { describe, expect, it } from 'vitest'
import type { InspectionEvent } from 'xstate'
import { group, type RemoteTerm, remoteTerm, supervise } from '../../src/index.ts'
import { deferred, never } from '../support/deferred.ts'
import { endOf, grow, outcome } from '../support/grown.ts'
import { recorder } from '../support/recorder.ts'
import { type Script, scripted, text } from '../support/scripted-fetcher.ts'

const broken = () => ({}) as never
const termOf = (name: string, ...script: readonly Script[]) =>
  remoteTerm({
    name,
    fetcher: scripted(...script),
    deserialize: text,
    start: 'background',
    refreshInterval: null,
  })

const stopped = { code: 'ERR_TERM_STOPPED' }
const over = { value: undefined, done: true }

async function expectEnded(term: RemoteTerm<string>): Promise<void> {
  expect(await outcome(term.refresh())).toMatchObject(stopped)
  expect(await outcome(term.ready())).toMatchObject(stopped)
  expect(await term.changes().next()).toEqual(over)
  expect(term.status()).toMatchObject({ state: 'down', supervised: false })
}

describe('a term without a value that has ended', () => {
  it('by its removal says so at once', async () => {
    const term = termOf('prices', never)
    const { tree } = await grow({ term })
    const [waits, iteration] = [[term.refresh(), term.ready()].map(outcome), term.changes().next()]
    await tree.remove('term')
    for (const wait of waits) expect(await wait).toMatchObject(stopped)
    expect(await iteration).toEqual(over)
    await expectEnded(term)
  })

  it('by the stop of its tree says so at once', async () => {
    const term = termOf('prices', never)
    const { tree } = await grow({ term })
    await tree.stop()
    await expectEnded(term)
  })

  it('within a temporary group that gave up says so at once', async () => {
    const [faulty, calm] = [termOf('faulty', broken), termOf('calm', never)]
    const options = { restart: 'temporary', intensity: { restarts: 0, within: '5s' } } as const
    const { tree, time } = await grow({ lists: group({ calm, faulty }, options) })
    const asked = outcome(calm.refresh())
    await time.settle()
    expect(await asked).toMatchObject(stopped)
    await expectEnded(calm)
    await expectEnded(faulty)
    await tree.remove('lists')
    expect(tree.health().terms).toEqual({})
  })

  it('within a temporary group whose sibling crashed says so at once', async () => {
    const [faulty, calm] = [termOf('faulty', 'v1', broken, 'v1'), termOf('calm', never)]
    const lists = group({ calm }, { restart: 'temporary' })
    const { time } = await grow({ faulty, lists }, { strategy: 'one-for-all' })
    await time.settle()
    const asked = outcome(calm.refresh())
    await outcome(faulty.refresh())
    await time.settle()
    expect(faulty.status().state).toBe('idle')
    expect(await asked).toMatchObject(stopped)
    await expectEnded(calm)
  })

  it('goes on when it is added again under its name', async () => {
    const fetcher = scripted(never)
    const term = remoteTerm({ name: 'prices', fetcher, deserialize: text, start: 'background' })
    const { tree, time } = await grow({ term })
    await tree.remove('term')
    await expectEnded(term)
    fetcher.answer('v1')
    const added = tree.add('term', term)
    const next = term.changes().next()
    await added
    expect(await term.ready()).toBe('v1')
    expect((await next).value).toMatchObject({ value: 'v1' })
    expect(await term.refresh()).toBe('unchanged')
    await time.settle()
    expect(term.status()).toMatchObject({ state: 'idle', supervised: true })
  })
})

describe('an iteration that ends', () => {
  it('gives the value first that came with the end', async () => {
    const gate = deferred()
    const term = remoteTerm({
      ...{ name: 'prices', fetcher: scripted('v1'), deserialize: text, start: 'background' },
      put: () => gate.promise,
      get: () => 'v1',
    })
    const { tree, time } = await grow({ term })
    await time.settle()
    const values: string[] = []
    const reader = (async () => {
      for await (const { value } of term.changes()) values.push(value)
    })()
    const stop = tree.stop()
    gate.resolve()
    await Promise.all([stop, reader])
    expect(values).toEqual(['v1'])
  })

  it('gives a value first that nobody has read yet', async () => {
    const term = termOf('prices', 'v1', 'v2')
    const { tree, time } = await grow({ term })
    await time.settle()
    const iterator = term.changes()
    await term.refresh()
    await tree.stop()
    expect((await iterator.next()).value).toMatchObject({ value: 'v2' })
    expect(await iterator.next()).toEqual(over)
  })

  it('has ended already for a term that has, with the value that is held where it is asked for', async () => {
    const term = termOf('prices', 'v1')
    const { tree, time } = await grow({ term })
    await time.settle()
    await tree.stop()
    const values: string[] = []
    for await (const { value } of term.changes()) values.push(value)
    for await (const { value } of term.changes({ replay: true })) values.push(value)
    expect(values).toEqual(['v1'])
  })
})

describe('a stop', () => {
  const hanging = () =>
    remoteTerm({
      ...{ name: 'prices', fetcher: scripted('v1'), start: 'background', shutdown: '60s' },
      put: never,
      get: () => 1,
    })

  it('that is asked for again with a shorter bound ends within that one', async () => {
    const { tree, time } = await grow({ term: hanging() })
    await time.settle()
    const since = time.clock.monotonic()
    const first = tree.stop({ timeout: '50s' })
    await endOf(Promise.all([first, tree.stop({ timeout: '2s' })]), time, 500)
    expect(time.clock.monotonic() - since).toBe(2_000)
  })

  it('that is asked for again with a longer bound ends within the first', async () => {
    const { tree, time } = await grow({ term: hanging() })
    await time.settle()
    const since = time.clock.monotonic()
    const first = tree.stop({ timeout: '2s' })
    await endOf(Promise.all([first, tree.stop({ timeout: '50s' })]), time, 500)
    expect(time.clock.monotonic() - since).toBe(2_000)
  })
})

it('incarnations of a group and of its terms are never called the same', async () => {
  const events = recorder()
  const term = termOf('spam', 'v1', broken, 'v1', broken, 'v1')
  const lists = group({ term }, { intensity: { restarts: 0, within: '5s' } })
  const groups: string[] = []
  const inspect = ({ type, actorRef }: InspectionEvent) => {
    if (type === '@xstate.actor' && 'id' in actorRef) groups.push(String(actorRef.id))
  }
  const { tree, time } = await grow({ lists }, { observers: [events], inspect })
  await time.settle()
  await outcome(term.refresh())
  await time.settle()
  await tree.remove('lists')
  await tree.add('lists', lists)
  await time.settle()
  expect(events.all('term.started').map(({ id }) => id)).toEqual(['term#0', 'term#1', 'term#2'])
  expect(groups.filter((id) => id.startsWith('lists#'))).toEqual(['lists#0', 'lists#1', 'lists#2'])
})

it('a group that is started again leaves a term alone that has gone to another tree', async () => {
  const faulty = termOf('faulty', 'v1', broken, 'v1', broken, 'v1')
  const fetcher = scripted('v1', broken, 'v1')
  const moved = remoteTerm({
    name: 'moved',
    fetcher,
    restart: 'temporary',
    start: 'background',
    refreshInterval: null,
  })
  const lists = group({ faulty, moved }, { intensity: { restarts: 0, within: '5s' } })
  const first = recorder()
  const { time } = await grow({ lists }, { observers: [first] })
  await time.settle()
  await outcome(moved.refresh())
  await time.settle()
  const events = recorder()
  await using other = await supervise({ moved }, { observers: [events] })
  await moved.ready()
  await outcome(faulty.refresh())
  await time.settle()
  expect(faulty.status().state).toBe('idle')
  expect(first.all('term.started').filter(({ term }) => term === 'moved')).toHaveLength(1)
  expect(events.all('term.stopped')).toEqual([])
  expect(await moved.refresh()).toBe('unchanged')
  expect([fetcher.closed, other.health().terms.moved?.state]).toEqual([1, 'idle'])
})
