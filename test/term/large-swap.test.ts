/** Large payloads become values one after the other where memory is short, and side by side where it isn't. @module */

import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fixed, type RemoteTerm, remoteTerm, supervise } from '../../src/index.ts'
import { deferred } from '../support/deferred.ts'
import { versionOf } from '../support/scripted-fetcher.ts'

const LARGE = 16 * 2 ** 20

afterEach(() => {
  vi.restoreAllMocks()
})

/** Terms whose payloads have this size, and the most of them that were decoded at once. */
function terms(count: number, size: number, decode: () => Promise<unknown> = () => delay(20)) {
  const seen = { now: 0, most: 0 }
  const bytes = new Uint8Array(size)
  const made = Array.from({ length: count }, (_, index) => {
    const name = `large-${index}`
    const probe = async (known: never) => ({ ...versionOf('v1', known), open: async () => bytes })
    return remoteTerm({
      name,
      fetcher: { name, probe },
      refreshInterval: null,
      async deserialize() {
        seen.now += 1
        seen.most = Math.max(seen.most, seen.now)
        await decode()
        seen.now -= 1
        return name
      },
    })
  })
  return { seen, terms: made, children: Object.fromEntries(made.map((term) => [term.name, term])) }
}

/** A decoder that goes on when so many are at work: with fewer the term would never be ready. */
function together(count: number): () => Promise<void> {
  const all = deferred()
  let begun = 0
  return () => {
    begun += 1
    if (begun === count) all.resolve()
    return all.promise
  }
}

const memoryOf = (bytes: number) => vi.spyOn(process, 'availableMemory').mockReturnValue(bytes)

describe('payloads of 16 MiB', () => {
  it('become values one after the other where memory is short', async () => {
    memoryOf(LARGE)
    const { seen, terms: made, children } = terms(4, LARGE)
    await using _tree = await supervise(children, { observers: [] })
    expect(made.map((term) => term.get())).toEqual(['large-0', 'large-1', 'large-2', 'large-3'])
    expect(seen.most).toBe(1)
  })

  it("do so side by side where it isn't", async () => {
    memoryOf(2 ** 40)
    const { seen, children } = terms(2, LARGE, together(2))
    await using _tree = await supervise(children, { observers: [], downloads: 2 })
    expect(seen.most).toBe(2)
  })

  it('free the way for the next when they fail, or are stopped', async () => {
    memoryOf(LARGE)
    let calls = 0
    const { terms: made, children } = terms(3, LARGE, () => {
      calls += 1
      if (calls === 1) return new Promise(() => {})
      return calls === 2 ? Promise.reject(new Error('no')) : delay(1)
    })
    const other = remoteTerm({ name: 'other', fetcher: fixed('{}') })
    await using tree = await supervise({ other }, { observers: [] })
    const add = ([name, term]: [string, RemoteTerm<string>]) => tree.add(name, term).catch(() => {})
    const [first, ...others] = Object.entries(children)
    const added = [add(first as [string, RemoteTerm<string>])]
    await expect.poll(() => calls).toBe(1)
    added.push(...others.map(add))
    await expect.poll(() => made.map((term) => term.status().state)).toEqual(Array(3).fill('decoding'))
    expect(calls).toBe(1)
    await tree.remove('large-0')
    await expect.poll(() => made.some((term) => term.peek() !== undefined)).toBe(true)
    expect(calls).toBe(3)
    await tree.stop()
    await Promise.all(added)
  })
})

it('smaller ones wait for nobody', async () => {
  memoryOf(1)
  const { seen, children } = terms(3, LARGE - 1, together(3))
  await using _tree = await supervise(children, { observers: [] })
  expect(seen.most).toBe(3)
})
