/** Terms that crash: who is started again, and what stays of them. @module */

import { describe, expect, it } from 'vitest'
import {
  type CommonOptions,
  group,
  remoteTerm,
  type SuperviseOptions,
  type TreeView,
} from '../../src/index.ts'
import { grow, outcome } from '../support/grown.ts'
import { recorder } from '../support/recorder.ts'
import { type Script, scripted, text } from '../support/scripted-fetcher.ts'

const broken = () => ({}) as never

const termOf = (name: string, restart: CommonOptions['restart'], ...script: readonly Script[]) => {
  const fetcher = scripted(...script)
  const term = remoteTerm({
    name,
    fetcher,
    deserialize: text,
    restart,
    refreshInterval: null,
    start: 'background',
  })
  return { fetcher, term }
}

/** A term that crashes at its next refresh beside one of each kind of restart. */
async function family(options: SuperviseOptions) {
  const events = recorder()
  const faulty = termOf('faulty', 'permanent', 'v1', broken, 'v1')
  const transient = termOf('transient', 'transient', 'v1')
  const temporary = termOf('temporary', 'temporary', 'v1')
  const children = { faulty: faulty.term, transient: transient.term, temporary: temporary.term }
  const { tree, time } = await grow(children, { observers: [events], ...options })
  await time.settle()
  const crash = async () => {
    await outcome(faulty.term.refresh())
    await time.settle()
  }
  return { faulty, transient, temporary, tree, time, events, crash }
}

describe('P18, F47: a term that crashes', () => {
  it('is started again, serves its value meanwhile, and knows what it held', async () => {
    const { faulty, transient, crash } = await family({})
    await crash()
    expect(faulty.term.status()).toMatchObject({ state: 'idle', crashes: 1, version: 'v1' })
    expect(faulty.fetcher.asked).toEqual([undefined, { version: 'v1' }, { version: 'v1' }])
    expect(faulty.fetcher.closed).toBe(1)
    expect(transient.fetcher.asked).toHaveLength(1)
  })

  it('takes its siblings with it where all share one fate, but those that are temporary', async () => {
    const { faulty, transient, temporary, crash } = await family({ strategy: 'one-for-all' })
    await crash()
    expect(faulty.term.status().state).toBe('idle')
    expect(transient.term.status().state).toBe('idle')
    expect(await transient.term.refresh()).toBe('unchanged')
    expect(temporary.term.status().state).toBe('down')
    expect(await outcome(temporary.term.refresh())).toMatchObject({ code: 'ERR_TERM_STOPPED' })
    expect(temporary.term.get()).toBe('v1')
  })

  it('brings all back after a cool-down', async () => {
    const { faulty, transient, temporary, tree, time, events, crash } = await family({
      intensity: { restarts: 0, within: '5s' },
    })
    await crash()
    expect(tree.health().state).toBe('cooling')
    expect(events.all('supervisor.gave-up')).toMatchObject([{ supervisor: 'root', coolDownMs: 30_000 }])
    await time.advance(30_000)
    expect(events.all('supervisor.resumed')).toHaveLength(1)
    for (const { term } of [faulty, transient, temporary]) {
      expect(await term.refresh()).toBe('unchanged')
      expect(term.status().state).toBe('idle')
    }
  })

  it('brings all of its group back when the group is started again', async () => {
    const faulty = termOf('faulty', 'permanent', 'v1', broken, 'v1')
    const temporary = termOf('temporary', 'temporary', 'v1')
    const members = group(
      { faulty: faulty.term, temporary: temporary.term },
      { intensity: { restarts: 0, within: '5s' } },
    )
    const { time } = await grow({ members })
    await time.settle()
    await outcome(faulty.term.refresh())
    await time.settle()
    expect(temporary.term.status().state).toBe('idle')
    expect(await temporary.term.refresh()).toBe('unchanged')
    expect(temporary.fetcher.asked.length).toBeGreaterThanOrEqual(2)
  })
})

it('each incarnation is told of: what starts it, and its name', async () => {
  const { events, crash } = await family({})
  await crash()
  expect(events.all('term.started').map(({ term, id }) => [term, id])).toEqual([
    ['faulty', 'faulty#0'],
    ['transient', 'transient#0'],
    ['temporary', 'temporary#0'],
    ['faulty', 'faulty#1'],
  ])
  expect(events.all('term.started')[0]).toMatchObject({
    source: 'scripted',
    refreshIntervalMs: null,
    maxStaleMs: null,
  })
})

it('while the root cools down, a group is no supervisor that could be asked', async () => {
  const faulty = termOf('faulty', 'permanent', 'v1', broken, 'v1')
  const lists = group({ faulty: faulty.term }, { intensity: { restarts: 0, within: '5s' } })
  let paths = (): readonly string[] => []
  const watching = {
    name: 'watching',
    hear() {},
    watch(view: TreeView) {
      paths = () => view.supervisors().map(({ supervisor }) => supervisor)
    },
  }
  const { time } = await grow({ lists }, { observers: [watching], intensity: { restarts: 0, within: '5s' } })
  await time.settle()
  expect(paths()).toEqual(['root', 'root/lists'])
  await outcome(faulty.term.refresh())
  await time.settle()
  expect(paths()).toEqual(['root'])
  await time.advance(30_000)
  expect(paths()).toEqual(['root', 'root/lists'])
})

describe('a group that is started again', () => {
  /** A term that crashes when asked, beside one that has crashed for good; the next crash brings the group down. */
  async function fallen() {
    const events = recorder()
    const faulty = termOf('faulty', 'permanent', 'v1', broken, 'v1', broken, 'v1')
    const temporary = termOf('temporary', 'temporary', 'v1', broken, 'v1')
    const children = { faulty: faulty.term, temporary: temporary.term }
    const { tree, time } = await grow(
      { members: group(children, { intensity: { restarts: 0, within: '5s' } }) },
      { observers: [events], intensity: { restarts: 9, within: '5s' } },
    )
    await time.settle()
    const crash = async ({ term }: typeof faulty) => {
      await outcome(term.refresh())
      await time.settle()
    }
    return { faulty, temporary, tree, time, events, crash }
  }

  it('is so at once: only the root cools down', async () => {
    const { faulty, events, crash } = await fallen()
    await crash(faulty)
    expect(events.all('supervisor.gave-up')).toMatchObject([{ supervisor: 'root/members', coolDownMs: null }])
    expect(faulty.term.status().state).toBe('idle')
  })

  it('counts the incarnations of its terms on, time after time', async () => {
    const { faulty, events, crash } = await fallen()
    await crash(faulty)
    await crash(faulty)
    const ids = events.all('term.started').map(({ id }) => id)
    expect(ids).toEqual(['faulty#0', 'temporary#0', 'faulty#1', 'temporary#1', 'faulty#2', 'temporary#2'])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('leaves a term alone that has gone to another tree meanwhile', async () => {
    const { faulty, temporary, time, crash, tree } = await fallen()
    await crash(temporary)
    expect(temporary.term.status().state).toBe('down')
    const other = await grow({ temporary: temporary.term })
    const before = temporary.fetcher.asked.length
    await crash(faulty)
    await time.advance(60_000)
    expect(temporary.fetcher.asked).toHaveLength(before)
    expect(await temporary.term.refresh()).toBe('unchanged')
    await tree.stop()
    expect(temporary.term.status().state).toBe('idle')
    await other.tree.stop()
    expect(temporary.fetcher.closed).toBe(2)
  })
})

it('a term that is not started again may go to another tree, which the first one then leaves alone', async () => {
  const { fetcher, term } = termOf('prices', 'temporary', 'v1', broken, 'v1')
  const first = await grow({ term })
  await first.time.settle()
  await outcome(term.refresh())
  expect(term.status()).toMatchObject({ state: 'down', crashes: 1 })
  await grow({ term })
  expect(await term.refresh()).toBe('unchanged')
  await first.tree.stop()
  expect(term.status().state).toBe('idle')
  expect(await term.refresh()).toBe('unchanged')
  expect(fetcher.asked).toHaveLength(4)
})
