/** Observers come and go while a tree runs, and nothing is made for those who aren't there. @module */

import { describe, expect, it } from 'vitest'
import { group, type Observer, remoteTerm, supervise, type TreeView } from '../../src/index.ts'
import { keeperOf } from '../../src/tree/index.ts'
import { grow, noJitter } from '../support/grown.ts'
import { hearing } from '../support/hearing.ts'
import { type Script, scripted, text } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const pricesOf = (...script: readonly Script[]) =>
  remoteTerm({ name: 'prices', fetcher: scripted(...script), deserialize: text })

async function running(observers: readonly Observer[] = []) {
  const prices = pricesOf('v1', 'v2', 'v3')
  const time = simulatedTime()
  const tree = await supervise({ prices }, { clock: time.clock, random: noJitter, observers })
  return { prices, tree, time }
}

describe('an observer that joins a running tree', () => {
  it('sees the tree at once, and hears what happens from then on', async () => {
    const { prices, tree } = await running()
    const seen: TreeView[] = []
    const heard = hearing()
    tree.observe({ name: 'late', watch: (view) => void seen.push(view), hear: heard.hear })
    expect(seen[0]?.terms().map(({ term, version }) => [term, version])).toEqual([['prices', 'v1']])
    await prices.refresh()
    expect(heard.outcomes()).toEqual(['updated'])
    await tree.stop()
    expect(heard.events.at(-1)?.type).toBe('supervisor.stopped')
  })

  it('hears from which state a term comes whose machine it has not seen before', async () => {
    const { prices, tree } = await running()
    const heard = hearing()
    tree.observe(heard)
    await prices.refresh()
    const states = heard.of('term.transition').map(({ from, to, cause }) => [from, to, cause])
    expect(states[0]).toEqual(['idle', 'probing', 'refresh'])
    await tree.stop()
  })

  it('is told goodbye when it is let go, once, and hears nothing more', async () => {
    const { prices, tree } = await running()
    const heard = hearing()
    let endings = 0
    const leave = tree.observe({ ...heard, watch: () => () => void endings++ })
    leave()
    leave[Symbol.dispose]()
    await prices.refresh()
    await tree.stop()
    expect([endings, heard.events.length]).toEqual([1, 0])
  })

  it('may leave while it hears, and the others hear all the same', async () => {
    const { prices, tree } = await running()
    const heard = hearing()
    const leave = tree.observe({ name: 'brief', hear: () => leave() })
    tree.observe(heard)
    await prices.refresh()
    expect(heard.outcomes()).toEqual(['updated'])
    await tree.stop()
  })

  it('gets a last look at a tree that has stopped', async () => {
    const { tree } = await running()
    await tree.stop()
    const told: string[] = []
    tree.observe({
      name: 'late',
      hear: ({ type }) => void told.push(type),
      watch: (view) => {
        told.push(...view.supervisors().map(({ state }) => state))
        return () => void told.push('goodbye')
      },
    })
    expect(told).toEqual(['stopped', 'goodbye'])
  })

  it('is refused in words if it is none', async () => {
    const { tree } = await running()
    expect(() => tree.observe((() => {}) as never)).toThrow(
      'observe: expected `observer` to be an object with a `hear` function',
    )
    await tree.stop()
  })
})

it('a term knows at any time whether anybody hears, so that no event is made for nobody', async () => {
  const { prices, tree } = await running()
  const hears = () => keeperOf(prices)?.link?.hears
  const before = hears()
  const leave = tree.observe(hearing())
  const meanwhile = hears()
  leave()
  expect([before, meanwhile, hears()]).toEqual([false, true, false])
  await tree.stop()
})

describe('a tree that is asked by name', () => {
  it('gives the very handle, also of a term in a group, and of one that was added', async () => {
    const [prices, spam, rates] = ['prices', 'spam', 'rates'].map((name) =>
      remoteTerm({ name, fetcher: scripted('v1'), deserialize: text }),
    )
    if (!prices || !spam || !rates) throw new Error('three terms')
    const { tree } = await grow({ prices, lists: group({ spam }) })
    await tree.add('more', rates)
    expect([tree.term('prices'), tree.term('spam'), tree.term('rates')]).toEqual([prices, spam, rates])
    expect(tree.term('prices')).toBe(prices)
    expect(tree.term('more')).toBeUndefined()
    await tree.remove('more')
    expect(tree.term('rates')).toBeUndefined()
    await tree.stop()
  })
})

describe('the end of a tree', () => {
  it('waits for the last words of its observers, and tells what became of them', async () => {
    const said: string[] = []
    const heard = hearing()
    const slow: Observer = {
      name: 'slow',
      watch: () => async () => {
        await new Promise((resolve) => setImmediate(resolve))
        said.push('goodbye')
      },
      hear() {},
    }
    const broken: Observer = { ...slow, name: 'broken', watch: () => () => Promise.reject(new Error('mute')) }
    const { tree } = await running([slow, broken, { name: 'third', hear: heard.hear }])
    await tree.stop()
    expect(said).toEqual(['goodbye'])
    expect(heard.events.filter(({ type }) => type === 'listener.failed')).toHaveLength(1)
  })

  it('waits for last words that never come no longer than for all else', async () => {
    const silent: Observer = { name: 'silent', watch: () => () => new Promise(() => {}), hear() {} }
    const { tree, time } = await running([silent])
    const stopped = tree.stop({ timeout: '3s' })
    await time.advance(3_000)
    await stopped
  })
})
