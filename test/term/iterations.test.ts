/** Listening to a term by iterating over its changes. @module */

import { getEventListeners } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { remoteTerm, type Snapshot, supervise } from '../../src/index.ts'
import { grow, noJitter } from '../support/grown.ts'
import { scripted, text } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'

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

const values = async (iterator: AsyncIterable<Snapshot<string>>): Promise<string[]> => {
  const all: string[] = []
  for await (const { value } of iterator) all.push(value)
  return all
}

describe('an iteration', () => {
  /** A tree whose end the test decides. */
  async function planted() {
    const term = prices()
    const time = simulatedTime()
    const tree = await supervise({ term }, { clock: time.clock, random: noJitter })
    return { term, tree }
  }

  it('gives the new values from now on, until the tree stops', async () => {
    const { term, tree } = await planted()
    const all = values(term.changes())
    await term.refresh()
    await new Promise(setImmediate)
    await term.refresh()
    await new Promise(setImmediate)
    await tree.stop()
    expect(await all).toEqual(['v2', 'v3'])
  })

  it('begins with what is held, if it is told to', async () => {
    const { term, tree } = await planted()
    const iterator = term.changes({ replay: true })
    expect((await iterator.next()).value).toBe(term.snapshot())
    await tree.stop()
    expect(await iterator.next()).toEqual({ value: undefined, done: true })
  })

  it('has nothing to begin with before the first value', async () => {
    const term = prices()
    const iterator = term.changes({ replay: true })
    const first = iterator.next()
    await grow({ term })
    expect((await first).value).toMatchObject({ value: 'v1' })
  })

  it('skips what a slow reader missed', async () => {
    const { term, tree } = await planted()
    const iterator = term.changes()
    await term.refresh()
    await term.refresh()
    await term.refresh()
    expect((await iterator.next()).value).toMatchObject({ value: 'v4' })
    await tree.stop()
  })

  it('answers to each of several who wait, in their order', async () => {
    const { term, tree } = await planted()
    const iterator = term.changes()
    const waits = [iterator.next(), iterator.next()]
    await term.refresh()
    await term.refresh()
    expect((await Promise.all(waits)).map(({ value }) => value?.value)).toEqual(['v2', 'v3'])
    await tree.stop()
  })

  it('has its own pace for each consumer', async () => {
    const { term, tree } = await planted()
    const [quick, slow] = [term.changes(), term.changes()]
    await term.refresh()
    expect((await quick.next()).value?.value).toBe('v2')
    await term.refresh()
    expect((await quick.next()).value?.value).toBe('v3')
    expect((await slow.next()).value?.value).toBe('v3')
    await tree.stop()
  })

  it('ends at a break', async () => {
    const { term, tree } = await planted()
    const iterator = term.changes({ replay: true })
    for await (const _ of iterator) break
    expect(await iterator.next()).toEqual({ value: undefined, done: true })
    await tree.stop()
  })

  it.each(['before', 'while'])('ends at a signal that is aborted %s it waits', async (when) => {
    const { term, tree } = await planted()
    const controller = new AbortController()
    if (when === 'before') controller.abort()
    const all = values(term.changes({ signal: controller.signal }))
    controller.abort()
    expect(await all).toEqual([])
    await tree.stop()
  })

  it.each(['is left', 'is called off', 'comes to its end'])(
    'has no listener at its signal any more when it %s',
    async (end) => {
      const { term, tree } = await planted()
      const controller = new AbortController()
      const { signal } = controller
      const iterator = term.changes({ signal, replay: true })
      expect(getEventListeners(signal, 'abort')).toHaveLength(1)
      if (end === 'is left') for await (const _ of iterator) break
      if (end === 'is called off') controller.abort()
      await tree.stop()
      expect(getEventListeners(signal, 'abort')).toEqual([])
    },
  )

  it('that was left is kept by nobody, though its term lives on', async () => {
    setFlagsFromString('--expose-gc')
    const gc = runInNewContext('gc') as () => void
    const { term, tree } = await planted()
    const signals: WeakRef<AbortSignal>[] = []
    for (let time = 0; time < 3; time++) {
      const { signal } = new AbortController()
      for await (const _ of term.changes({ signal, replay: true })) break
      signals.push(new WeakRef(signal))
    }
    await new Promise(setImmediate)
    gc()
    // The last one may still be held by the stack.
    expect(signals.slice(0, -1).map((signal) => signal.deref())).toEqual([undefined, undefined])
    await tree.stop()
  })

  it('ends for all who wait when the term is removed', async () => {
    const { term, tree } = await planted()
    const all = [values(term.changes()), values(term.changes())]
    await tree.remove('term')
    expect(await Promise.all(all)).toEqual([[], []])
    await tree.stop()
  })
})
