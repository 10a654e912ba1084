/** The cooldown of `refresh()`: misses in a row cost one request. @module */

import { describe, expect, it } from 'vitest'
import { type CommonOptions, http, json, remoteTerm, supervise, TermError } from '../../src/index.ts'
import { deferred } from '../support/deferred.ts'
import { grow, outcome } from '../support/grown.ts'
import { serveOrigin } from '../support/origin.ts'
import { type Script, scripted, text, versionOf } from '../support/scripted-fetcher.ts'

const down = new TermError('ERR_TERM_NETWORK', 'refused')

async function keys(script: readonly Script[], options: Partial<CommonOptions> = {}) {
  const fetcher = scripted(...script)
  const term = remoteTerm({
    name: 'keys',
    fetcher,
    deserialize: text,
    refreshInterval: null,
    start: 'background',
    retry: { base: '1h', cap: '1h' },
    cooldown: '30s',
    ...options,
  })
  const { time } = await grow({ term })
  await time.settle()
  return { fetcher, term, time }
}

describe('within a `cooldown`', () => {
  it('asks once for a thousand misses in a row', async () => {
    const { fetcher, term } = await keys(['v1'])
    for (let miss = 0; miss < 1_000; miss++) expect(await term.refresh()).toBe('unchanged')
    expect(fetcher.asked).toHaveLength(2)
  })

  it('R7: an outage costs one request as well, and is told each time', async () => {
    const { fetcher, term } = await keys(['v1', down])
    for (let miss = 0; miss < 1_000; miss++)
      expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_NETWORK' })
    expect(fetcher.asked).toHaveLength(2)
    expect(term.get()).toBe('v1')
  })

  it('says that nothing is newer once the news has come', async () => {
    const { term } = await keys(['v1', 'v2'])
    expect([await term.refresh(), await term.refresh()]).toEqual(['updated', 'unchanged'])
  })

  it('tells a failure no longer once an attempt has ended well', async () => {
    const { fetcher, term, time } = await keys(['v1', down, 'v1'], { retry: { base: '1s', cap: '1s' } })
    await outcome(term.refresh())
    await time.advance('2s')
    expect(await term.refresh()).toBe('unchanged')
    expect(fetcher.asked).toHaveLength(3)
  })

  it('joins an attempt that runs', async () => {
    const gate = deferred()
    const slow: Script = async (known) => {
      await gate.promise
      return versionOf('v2', known)
    }
    const { term, time } = await keys(['v1', 'v1', slow], { refreshInterval: '10s' })
    await term.refresh()
    await time.advance('11s')
    const joined = term.refresh()
    gate.resolve()
    expect(await joined).toBe('updated')
  })
})

describe('outside of it', () => {
  it('asks again when the time is over, counted from the end of the attempt', async () => {
    const { fetcher, term, time } = await keys(['v1', 'v1', 'v2'])
    await term.refresh()
    await time.advance('29s')
    expect(await term.refresh()).toBe('unchanged')
    await time.advance('2s')
    expect(await term.refresh()).toBe('updated')
    expect(fetcher.asked).toHaveLength(3)
  })

  it('counts only attempts by hand: the first miss after a poll is asked', async () => {
    const { fetcher, term, time } = await keys(['v1', 'v1', 'v2'], { refreshInterval: '10s' })
    await time.advance('10s')
    expect(await term.refresh()).toBe('updated')
    expect(fetcher.asked).toHaveLength(3)
  })

  it('asks each time without the option', async () => {
    const { fetcher, term } = await keys(['v1'], { cooldown: null })
    for (let miss = 0; miss < 10; miss++) await term.refresh()
    expect(fetcher.asked).toHaveLength(11)
  })

  it.each([0, -1, 'soon', Number.NaN])('refuses %s', (cooldown) => {
    const options = { name: 'keys', fetcher: scripted('v1'), cooldown: cooldown as never }
    expect(() => remoteTerm(options)).toThrow(/`cooldown`/)
  })
})

it('F52: a thousand unknown keys cost a real origin one request', async () => {
  const origin = await serveOrigin()
  origin.publish('/keys.json', '{"a":1}')
  const term = remoteTerm({
    name: 'keys',
    fetcher: http(`${origin.url}/keys.json`),
    deserialize: json<Record<string, number>>,
    cooldown: '30s',
  })
  await using _tree = await supervise({ term }, { observers: [] })
  for (let miss = 0; miss < 1_000; miss++) await term.refresh()
  expect(origin.requests).toHaveLength(2)
})
