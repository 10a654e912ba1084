/** What is ended by force ends with all that lives below it. @module */

import { describe, expect, it } from 'vitest'
import { type Child, group, remoteTerm } from '../../src/index.ts'
import { never } from '../support/deferred.ts'
import { endOf, grow, outcome } from '../support/grown.ts'
import { recorder } from '../support/recorder.ts'
import { scripted, text } from '../support/scripted-fetcher.ts'

/** A term whose `put` hangs once it has a value; `signals` are those that its functions were given. */
function stuck(name: string) {
  const fetcher = scripted('v1')
  const signals: AbortSignal[] = []
  const term = remoteTerm({
    name,
    fetcher,
    start: 'background',
    shutdown: '60s',
    put(_, { signal }) {
      signals.push(signal)
      return never()
    },
    get: () => 1,
  })
  return { fetcher, signals, term }
}

describe('a group that is ended by its `shutdown` bound', () => {
  const bounded = (children: Record<string, Child>) => group(children, { shutdown: 700 })

  it('leaves no fetcher open, aborts the signals of its terms, and tells of their end', async () => {
    const events = recorder()
    const [one, two] = [stuck('one'), stuck('two')]
    const lists = bounded({ one: one.term, deep: group({ two: two.term }) })
    const { tree, time } = await grow({ lists }, { observers: [events] })
    await time.settle()
    const removed = tree.remove('lists')
    await time.advance(699)
    expect([one.fetcher.closed, two.fetcher.closed]).toEqual([0, 0])
    await time.advance(1)
    await removed
    expect([one.fetcher.closed, two.fetcher.closed]).toEqual([1, 1])
    expect([...one.signals, ...two.signals].map(({ aborted }) => aborted)).toEqual([true, true])
    expect(events.all('term.stopped').map(({ id }) => id)).toEqual(['two#0', 'one#0'])
    expect(events.all('refresh.cancelled').map(({ term }) => term)).toEqual(['two', 'one'])
  })

  it('is told of as killed, as each of its terms is', async () => {
    const events = recorder()
    const lists = bounded({ one: stuck('one').term })
    const { tree, time } = await grow({ lists }, { observers: [events] })
    await time.settle()
    await endOf(tree.stop(), time, 100)
    expect(events.all('supervisor.killed').map(({ supervisor, child }) => [supervisor, child])).toEqual([
      ['root/lists', 'one'],
      ['root', 'lists'],
    ])
  })

  it('lives once only when it is added again', async () => {
    const events = recorder()
    const { fetcher, term } = stuck('one')
    const lists = bounded({ one: term })
    const { tree, time } = await grow({ lists }, { observers: [events] })
    await time.settle()
    await endOf(tree.remove('lists'), time, 100)
    await tree.add('lists', lists)
    await time.settle()
    expect(events.all('term.started').map(({ id }) => id)).toEqual(['one#0', 'one#1'])
    expect(fetcher.closed).toBe(1)
    await endOf(tree.stop(), time, 100)
    expect([events.all('term.stopped').length, fetcher.closed]).toEqual([2, 2])
  })

  it('leaves nobody waiting', async () => {
    const { term } = stuck('one')
    const { tree, time } = await grow({ lists: bounded({ one: term }) })
    await time.settle()
    const waits = [outcome(term.refresh()), outcome(term.ready())]
    const iteration = term.changes().next()
    await endOf(tree.remove('lists'), time, 100)
    for (const wait of waits) expect(await wait).toMatchObject({ code: 'ERR_TERM_STOPPED' })
    expect(await iteration).toEqual({ value: undefined, done: true })
  })
})

it('a value that a hanging `put` brings after the end is not published', async () => {
  let end = () => {}
  const fetcher = scripted('v1')
  const put = () =>
    new Promise<void>((resolve) => {
      end = resolve
    })
  const term = remoteTerm({
    name: 'late',
    fetcher,
    deserialize: text,
    start: 'background',
    put,
    get: () => 'v1',
  })
  const { tree, time } = await grow({ lists: group({ term }, { shutdown: 100 }) })
  await time.settle()
  await endOf(tree.remove('lists'), time, 100)
  end()
  await time.settle()
  expect(term.peek()).toBeUndefined()
})
