/** Matchers of terms: what they say when they hold, and when they don't. @module */

import { describe, expect, it } from 'vitest'
import { json, remoteTerm } from '../../src/index.ts'
import { createTestSupervisor, fakeFetcher, termOf } from '../../src/testing.ts'
import '../../src/vitest.ts'

const priced = (fetcher = fakeFetcher().serve({ EUR: 1 }), more: object = {}) =>
  remoteTerm({ name: 'prices', fetcher, refreshInterval: '30s', deserialize: json<object>, ...more })

describe('matchers of terms', () => {
  it('say what a healthy term is', async () => {
    const prices = priced()
    await using _ = await createTestSupervisor({ prices })
    expect(prices).toBeFresh()
    expect(prices).toBeInState('idle')
    expect(prices).toHaveVersion('v1')
    expect(prices).not.toHaveRestarted()
    expect(prices).toHaveRestarted(0)
    expect(prices).not.toHaveVersion('v2')
  })

  it('tell a stale value from a fresh one', async () => {
    const prices = priced(fakeFetcher().serve(1).fail(), { maxStale: '1m' })
    await using test = await createTestSupervisor({ prices })
    await test.advance('2m')
    expect(prices).not.toBeFresh()
    expect(prices).toBeInState('backoff')
    expect(() => expect(prices).toBeFresh()).toThrow('expected the term prices to be fresh: it is stale')
  })

  it('tell a term without a value, and one with its initial one', async () => {
    const bare = priced(fakeFetcher().hang())
    expect(() => expect(bare).toBeFresh()).toThrow('it has no value')
    expect(bare).toBeInState('down')
    const initial = priced(fakeFetcher().hang(), { initial: {} })
    await using _ = await createTestSupervisor({ initial })
    expect(() => expect(initial).toBeFresh()).toThrow('it has its initial value')
  })

  it('count the incarnations that a supervisor has started again', async () => {
    const broken = { name: 'broken', probe: () => 5 as never }
    const prices = priced(broken as never)
    await using test = await createTestSupervisor({ prices }, { intensity: { restarts: 3, within: '1m' } })
    await test.settle()
    expect(prices).toHaveRestarted()
    expect(prices).toHaveRestarted(test.heard('supervisor.restarted').length)
  })

  it('refuse what no term can be, which was told as if it were another state', () => {
    const prices = termOf(1, { name: 'prices' })
    const loose = (value: unknown) => value as never
    const refused = (check: () => void, words: string) => {
      expect(check).toThrow(TypeError)
      expect(check).toThrow(words)
    }
    refused(
      () => expect(prices).not.toBeInState(loose('idel')),
      'toBeInState: expected `state` to be one of idle, probing, downloading, decoding, storing, backoff, down, got `idel` (string): did you mean `idle`?',
    )
    refused(() => expect(prices).not.toHaveVersion(loose(1)), 'expected `version` to be a text')
    refused(() => expect(prices).not.toHaveRestarted(-1), 'expected `times` to be a whole number')
  })

  it('say what they saw instead', () => {
    const prices = termOf(1, { name: 'prices' })
    const tell = (check: () => void) => (words: string) => expect(check).toThrow(words)
    tell(() => expect(prices).toBeInState('backoff'))(
      'expected the term prices to be in state backoff: it is idle',
    )
    tell(() => expect(prices).toHaveVersion('v2'))('expected the term prices to have version v2: it is v1')
    tell(() => expect(prices).not.toBeFresh())('expected the term prices not to be fresh: it is')
    tell(() => expect(prices).toHaveRestarted(2))(
      'expected the term prices to have restarted 2 times: it is 0',
    )
    tell(() => expect({}).toBeFresh())('toBeFresh: expected `expect` to be a term')
  })
})
