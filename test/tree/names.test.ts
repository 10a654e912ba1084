/** Operations on names whose child is still on its way out, or not yet in. @module */

import { describe, expect, it, vi } from 'vitest'
import { group, remoteTerm } from '../../src/index.ts'
import { deferred, never } from '../support/deferred.ts'
import { endOf, grow, outcome } from '../support/grown.ts'
import { scripted, text } from '../support/scripted-fetcher.ts'

/** A term whose `put` hangs until it is let go. */
function slow(name: string) {
  const gate = deferred()
  const fetcher = scripted('v1')
  const options = { name, fetcher, deserialize: text, start: 'background', put: () => gate.promise } as const
  return { letGo: gate.resolve, fetcher, term: remoteTerm({ ...options, get: () => 'v1' }) }
}
const quick = (name: string, start: 'require' | 'background' = 'background') =>
  remoteTerm({ name, fetcher: scripted('v1'), deserialize: text, start })

const names = (tree: { health(): { terms: object } }) => Object.keys(tree.health().terms)

/** A tree that is busy: the removal of `old` waits for a `put`. */
async function busy() {
  const old = slow('old')
  const { tree, time } = await grow({ old: old.term })
  await time.settle()
  const removed = vi.fn()
  const removal = tree.remove('old').then(removed)
  return { old, tree, time, removed, removal }
}

describe('a child whose `add` waits behind a removal', () => {
  it('never comes to life when it is removed before its turn', async () => {
    const { old, tree, time, removal } = await busy()
    const late = quick('late')
    await tree.add('late', late)
    const gone = tree.remove('late')
    const asked = outcome(late.refresh())
    expect(names(tree)).toEqual([])
    old.letGo()
    await Promise.all([removal, gone])
    await time.settle()
    expect(names(tree)).toEqual([])
    expect([tree.health().ready, late.status().state]).toEqual([true, 'down'])
    expect(await asked).toMatchObject({ code: 'ERR_TERM_STOPPED' })
    expect(await outcome(late.refresh())).toMatchObject({ code: 'ERR_TERM_STOPPED' })
  })

  it('is gone only when its removal says so', async () => {
    const { old, tree, time } = await busy()
    await tree.add('late', quick('late'))
    const gone = vi.fn()
    void tree.remove('late').then(gone)
    await time.settle()
    expect(gone).not.toHaveBeenCalled()
    old.letGo()
    await time.settle()
    expect(gone).toHaveBeenCalled()
  })
})

describe('a name that is taken again while its child is on its way out', () => {
  it('does not keep the removal from its end', async () => {
    const { old, tree, time, removal } = await busy()
    const next = quick('next')
    await tree.add('old', next)
    old.letGo()
    await removal
    await time.settle()
    expect([old.term.status().state, next.status().state, names(tree)]).toEqual(['down', 'idle', ['next']])
  })

  it('may be taken by a term that is called the same', async () => {
    const { old, tree, time, removal } = await busy()
    const next = quick('old')
    await tree.add('old', next)
    expect([old.term.status().state, next.status().state]).toEqual(['storing', 'down'])
    old.letGo()
    await removal
    await time.settle()
    expect([old.term.status().state, next.status().state]).toEqual(['down', 'idle'])
    expect(await next.refresh()).toBe('unchanged')
    expect(await outcome(old.term.refresh())).toMatchObject({ code: 'ERR_TERM_STOPPED' })
  })

  it('is not for the same term, which lives until it has stopped', async () => {
    const { old, tree, removal } = await busy()
    expect(await outcome(tree.add('again', old.term))).toBeInstanceOf(TypeError)
    const other = await grow({})
    expect(await outcome(other.tree.add('again', old.term))).toBeInstanceOf(TypeError)
    old.letGo()
    await removal
    await tree.add('again', old.term)
    expect(names(tree)).toEqual(['old'])
  })

  it('is removed twice for all who ask: each waits for the end', async () => {
    const { old, tree, time, removed } = await busy()
    const again = vi.fn()
    void tree.remove('old').then(again)
    await time.settle()
    expect([removed.mock.calls.length, again.mock.calls.length]).toEqual([0, 0])
    old.letGo()
    await time.settle()
    expect([removed.mock.calls.length, again.mock.calls.length]).toEqual([1, 1])
  })
})

it('an `add` that fails takes back its own child, not the one that has its name by then', async () => {
  const dark = remoteTerm({
    name: 'dark',
    fetcher: scripted(never),
    start: { policy: 'require', within: '5s' },
  })
  const { tree, time } = await grow({})
  const added = outcome(tree.add('child', dark))
  await time.settle()
  await tree.remove('child')
  const next = quick('next')
  await tree.add('child', next)
  expect(await endOf(added, time)).toMatchObject({ code: 'ERR_TERM_STOPPED' })
  await time.advance(60_000)
  expect([names(tree), next.status().state]).toEqual([['next'], 'idle'])
})

it('a removal while the tree stops ends with the stop, when the child is closed', async () => {
  const { old, tree, time, removed } = await busy()
  const stopped = tree.stop()
  await time.settle()
  expect(removed).not.toHaveBeenCalled()
  await endOf(stopped, time)
  await time.settle()
  expect(removed).toHaveBeenCalled()
  expect(old.fetcher.closed).toBe(1)
})

it('what comes and goes while a tree that gave up still stops counts when it starts again', async () => {
  const [held, gone] = [slow('held'), quick('gone')]
  const faulty = remoteTerm({
    name: 'faulty',
    fetcher: scripted('v1', () => ({}) as never, 'v1'),
    start: 'background',
  })
  const children = { held: held.term, gone, faulty }
  const { tree, time } = await grow(children, { intensity: { restarts: 0, within: '5s' } })
  await time.settle()
  await outcome(faulty.refresh())
  expect(tree.health().state).toBe('stopping')
  const removed = tree.remove('gone')
  const late = quick('late')
  await tree.add('late', late)
  held.letGo()
  await removed
  await time.settle()
  expect(tree.health().state).toBe('cooling')
  expect(await outcome(gone.refresh())).toMatchObject({ code: 'ERR_TERM_STOPPED' })
  await time.advance(30_000)
  expect(names(tree)).toEqual(['held', 'faulty', 'late'])
  expect([late.status().state, gone.status().state]).toEqual(['idle', 'down'])
})

it('the removal of a group waits for every term of it', async () => {
  const [one, two] = [slow('one'), slow('two')]
  const { tree, time } = await grow({ lists: group({ one: one.term, two: two.term }) })
  await time.settle()
  const removed = vi.fn()
  void tree.remove('lists').then(removed)
  two.letGo()
  await time.settle()
  expect([removed.mock.calls.length, one.fetcher.closed, two.fetcher.closed]).toEqual([0, 0, 1])
  one.letGo()
  await time.settle()
  expect([removed.mock.calls.length, one.fetcher.closed]).toEqual([1, 1])
})
