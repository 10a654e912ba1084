/** How many terms of a tree ask at once: what counts, what doesn't, and that nothing stands still. @module */

import { describe, expect, it } from 'vitest'
import {
  type CommonOptions,
  http,
  json,
  type RemoteTerm,
  remoteTerm,
  type SuperviseOptions,
  supervise,
} from '../../src/index.ts'
import { deferred } from '../support/deferred.ts'
import { grow, outcome } from '../support/grown.ts'
import { serveOrigin } from '../support/origin.ts'
import { type Script, scripted, text, versionOf } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `term-${index}`)

/** Terms whose probes end when they are told to, and what was the most that asked at once. */
function gatedTerms(names: readonly string[], options: Partial<CommonOptions> = {}) {
  const gates = new Map(names.map((name) => [name, deferred()]))
  let asking = 0
  const seen = { most: 0, asked: [] as string[] }
  const terms = names.map((name) => {
    const act: Script = async (known) => {
      asking += 1
      seen.most = Math.max(seen.most, asking)
      seen.asked.push(name)
      await gates.get(name)?.promise
      asking -= 1
      return versionOf('v1', known)
    }
    const fetcher = { ...scripted(act), name }
    return remoteTerm({ name, fetcher, deserialize: text, start: 'background', ...options })
  })
  const children = Object.fromEntries(terms.map((term) => [term.name, term]))
  return { children, terms, gates, seen, open: (name: string) => gates.get(name)?.resolve() }
}

const down: SuperviseOptions = { downloads: 2 }
const waiting = (terms: readonly RemoteTerm<unknown>[]) =>
  terms.filter((term) => term.status().waitsFor === 'turn').map(({ name }) => name)

describe('of the terms of a tree', () => {
  it('so many ask at once, and the others say that they wait for their turn', async () => {
    const { children, terms, seen, open } = gatedTerms(numbered(5))
    const { time } = await grow(children, down)
    await time.settle()
    expect(seen.asked).toEqual(['term-0', 'term-1'])
    expect(waiting(terms)).toEqual(['term-2', 'term-3', 'term-4'])
    expect(terms[2]?.status()).toMatchObject({ state: 'probing', lastProbeAt: undefined })
    for (const name of numbered(5)) open(name)
    await time.settle()
    expect([seen.asked.length, seen.most, waiting(terms)]).toEqual([5, 2, []])
  })

  it('P12: one that waits for its turn has its whole deadline when it comes', async () => {
    const { children, terms, seen, open } = gatedTerms(numbered(3), { limits: { deadline: '10s' } })
    const { time } = await grow(children, { downloads: 1 })
    await time.settle()
    await time.advance('900ms')
    open('term-0')
    await time.settle()
    expect(seen.asked).toEqual(['term-0', 'term-1'])
    await time.advance('9900ms')
    expect(terms[1]?.status().failures).toBe(0)
    await time.advance('200ms')
    expect(terms[1]?.status().lastError?.code).toBe('ERR_TERM_TIMEOUT')
  })

  it('those that a start waits for come before the others', async () => {
    const lazy = gatedTerms(numbered(3))
    const { children, open, seen } = gatedTerms(['needed'], { start: 'require' })
    open('needed')
    for (const name of numbered(3)) lazy.open(name)
    const time = simulatedTime()
    await grow({ ...lazy.children, ...children }, { downloads: 1, time })
    expect(seen.asked).toEqual(['needed'])
    expect(lazy.seen.asked.length).toBeLessThan(3)
  })

  it('P22: one that is stopped while it waits frees its place, and never asks', async () => {
    const { children, seen, open } = gatedTerms(numbered(4))
    const { tree, time } = await grow(children, { downloads: 1 })
    await time.settle()
    await tree.remove('term-1')
    open('term-0')
    open('term-2')
    await time.settle()
    expect(seen.asked).toEqual(['term-0', 'term-2', 'term-3'])
  })

  it('P18: one that crashes, or is stopped, while it asks frees its place', async () => {
    const { children, seen } = gatedTerms(['next', 'last'])
    const broken = { ...scripted(() => ({}) as never), name: 'broken' }
    const crashing = remoteTerm({
      name: 'crashing',
      fetcher: broken,
      start: 'background',
      restart: 'temporary',
    })
    const { tree, time } = await grow({ crashing, ...children }, { downloads: 1 })
    await time.settle()
    expect(seen.asked).toEqual(['next'])
    await tree.remove('next')
    await time.settle()
    expect(seen.asked).toEqual(['next', 'last'])
  })

  it('one that fails frees its place while it waits in its backoff', async () => {
    const { children, seen } = gatedTerms(['next'])
    const failing = remoteTerm({ name: 'failing', fetcher: scripted(new Error('no')), start: 'background' })
    const { time } = await grow({ failing, ...children }, { downloads: 1 })
    await time.settle()
    expect(seen.asked).toEqual(['next'])
  })

  it('a hint that comes while the term waits is served by the attempt to come', async () => {
    const gate = deferred()
    const slow: Script = async (known) => {
      await gate.promise
      return versionOf('v1', known)
    }
    const first = { ...scripted(slow), name: 'first' }
    let hint = () => {}
    const watch = (call: () => void) => {
      hint = call
      return () => {}
    }
    const watching = { ...scripted('v1'), name: 'watching', watch }
    const term = remoteTerm({ name: 'watching', fetcher: watching, deserialize: text, start: 'background' })
    const other = remoteTerm({ name: 'first', fetcher: first, deserialize: text, start: 'background' })
    const { time } = await grow({ other, term }, { downloads: 1, random: () => 0.5 })
    gate.resolve()
    await time.settle()
    const before = watching.asked.length
    hint()
    await time.advance('1s')
    expect(watching.asked.length).toBe(before + 1)
  })
})

describe('F59: terms whose code waits for one another', () => {
  it.each([1, 2])("don't stand still in `deserialize`, with room for %i", async (downloads) => {
    const rates = remoteTerm({
      name: 'rates',
      fetcher: { ...scripted('2'), name: 'rates' },
      deserialize: text,
    })
    const prices = remoteTerm({
      name: 'prices',
      fetcher: { ...scripted('1'), name: 'prices' },
      deserialize: async (bytes) => {
        await rates.refresh()
        return text(bytes) + (await rates.ready())
      },
    })
    await grow({ prices, rates }, { downloads })
    expect(prices.get()).toBe('12')
  })

  it.each(['ready', 'refresh'] as const)(
    'nor with `%s` amid a probe: one more may begin soon',
    async (call) => {
      const token = remoteTerm({
        name: 'token',
        fetcher: { ...scripted('t'), name: 'token' },
        deserialize: text,
      })
      const needy = numbered(20).map((name) => {
        const act: Script = async (known) => {
          await token[call]()
          return versionOf(`v-${token.get()}`, known)
        }
        return remoteTerm({
          name,
          fetcher: { ...scripted(act), name },
          deserialize: text,
          start: 'background',
        })
      })
      const children = Object.fromEntries(needy.map((term) => [term.name, term]))
      const time = simulatedTime()
      const growing = grow({ ...children, token }, { downloads: 4, time })
      for (let second = 0; second < 5; second++) await time.advance('1s')
      await growing
      for (let second = 0; second < 20; second++) await time.advance('1s')
      expect(needy.map((term) => term.peek())).toEqual(needy.map(() => 'v-t'))
    },
  )

  it('nor at a real origin that asks for a token first', async () => {
    const origin = await serveOrigin()
    origin.publish('/token', '"secret"')
    origin.publish('/data', '[1]')
    const token = remoteTerm({
      name: 'token',
      fetcher: http(`${origin.url}/token`),
      deserialize: json<string>,
    })
    const headers = async () => ({ authorization: await token.ready() })
    const terms = numbered(8).map((name) =>
      remoteTerm({ name, fetcher: http(`${origin.url}/data`, { headers }), deserialize: json<number[]> }),
    )
    const children = Object.fromEntries(terms.map((term) => [term.name, term]))
    await using _tree = await supervise({ ...children, token }, { observers: [], downloads: 4 })
    expect(terms.map((term) => term.get())).toEqual(terms.map(() => [1]))
    await origin.close()
  })
})

it.each([0, -1, 1.5, Number.NaN, '3'])('refuses `downloads: %s`', async (downloads) => {
  const { children } = gatedTerms(['one'])
  const error = await outcome(supervise(children, { downloads: downloads as never }))
  expect(error).toMatchObject({ name: 'TypeError', message: expect.stringContaining('`downloads`') })
})
