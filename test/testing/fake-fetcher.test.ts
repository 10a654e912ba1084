/** A fetcher that answers by script, under a term. @module */

import { describe, expect, it } from 'vitest'
import { json, remoteTerm } from '../../src/index.ts'
import { fakeFetcher } from '../../src/testing/fake-fetcher.ts'
import { grow, outcome } from '../support/grown.ts'
import { contextOf } from '../support/probing.ts'

const termOn = (fetcher: ReturnType<typeof fakeFetcher>) =>
  remoteTerm({
    name: 'prices',
    fetcher,
    deserialize: json<unknown>,
    refreshInterval: null,
    start: 'background',
  })

/** The outcomes of several refreshes in a row. */
async function refreshes(fetcher: ReturnType<typeof fakeFetcher>, times: number): Promise<unknown[]> {
  const term = termOn(fetcher)
  await grow({ term })
  const ends: unknown[] = []
  for (let time = 0; time < times; time++) {
    const end = await outcome(term.refresh())
    ends.push(end instanceof Error ? (end as Error & { code: string }).code : end)
  }
  return ends
}

describe('fakeFetcher', () => {
  it('answers each probe with the next step, and with the last one for ever', async () => {
    const fetcher = fakeFetcher().serve({ EUR: 1 }).notModified().fail('ERR_TERM_THROTTLED').serve([2])
    expect(await refreshes(fetcher, 5)).toEqual([
      'updated',
      'unchanged',
      'ERR_TERM_THROTTLED',
      'updated',
      'unchanged',
    ])
    expect(fetcher.probes).toBe(5)
    expect(fetcher.bodies).toBe(2)
    expect(fetcher.asked.at(-1)).toEqual({ version: 'v2' })
  })

  it('goes on with what is scripted later', async () => {
    const fetcher = fakeFetcher().serve('1')
    const term = termOn(fetcher)
    await grow({ term })
    await term.refresh()
    fetcher.serve('2', { version: 'second' })
    expect(await term.refresh()).toBe('updated')
    expect(term.snapshot()).toMatchObject({ value: 2, version: 'second' })
  })

  it('serves what is corrupt to any term', async () => {
    expect(await refreshes(fakeFetcher().serve('1').corrupt(), 3)).toEqual([
      'updated',
      'ERR_TERM_DECOMPRESS',
      'ERR_TERM_QUARANTINED',
    ])
  })

  it('hangs until it is called off', async () => {
    const attempt = new AbortController()
    const work = fakeFetcher()
      .hang()
      .probe(undefined, contextOf({ signal: attempt.signal }))
    attempt.abort()
    await expect(work).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED' })
  })

  it('fails with the error that is given, with the usual one, and without a script', async () => {
    const down = new Error('down')
    await expect(fakeFetcher().fail(down).probe(undefined, contextOf())).rejects.toBe(down)
    const usual = { code: 'ERR_TERM_NETWORK' }
    await expect(fakeFetcher().fail().probe(undefined, contextOf())).rejects.toMatchObject(usual)
    const nothing = { code: 'ERR_TERM_NOT_FOUND' }
    await expect(fakeFetcher().probe(undefined, contextOf())).rejects.toMatchObject(nothing)
  })

  it('says how long its answer is fresh, and takes no value that is no JSON', async () => {
    const answer = await fakeFetcher().serve('1', { freshFor: 500 }).probe(undefined, contextOf())
    expect(answer.freshFor).toBe(500)
    expect(() => fakeFetcher().serve(undefined)).toThrow(TypeError)
  })
})
