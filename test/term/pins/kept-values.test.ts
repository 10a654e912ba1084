/** Pins where the user keeps the value by `put` and `get`: there is only the present one. @module */

import { describe, expect, it } from 'vitest'
import { remoteTerm } from '../../../src/index.ts'
import { deferred } from '../../support/deferred.ts'
import { grow } from '../../support/grown.ts'
import { hearing } from '../../support/hearing.ts'
import { scripted, text } from '../../support/scripted-fetcher.ts'

async function staged(storing?: () => Promise<void>) {
  const fetcher = scripted('v1')
  const heard = hearing()
  let kept = ''
  const put = async (value: string) => {
    if (kept !== '') await storing?.()
    kept = value
  }
  const prices = remoteTerm({
    name: 'prices',
    fetcher,
    deserialize: text,
    put,
    get: () => kept,
    refreshInterval: null,
    start: 'background',
  })
  const grown = await grow({ prices }, { observers: [heard] })
  await grown.time.settle()
  return { ...grown, prices, fetcher, heard }
}

describe('with `put` and `get`', () => {
  it('a pin ends an attempt before `put`, and lets probes ask about the newest', async () => {
    const { prices, fetcher, heard } = await staged()
    await prices.pin()
    fetcher.answer('v2')
    expect(await prices.refresh()).toBe('unchanged')
    expect(await prices.refresh()).toBe('unchanged')
    expect([prices.get(), prices.status().newer]).toEqual(['v1', 'v2'])
    expect(fetcher.asked.at(-1)).toEqual({ version: 'v2' })
    expect(heard.of('term.held-back')).toHaveLength(1)
    expect(prices.history()).toMatchObject([{ version: 'v1', live: true, pinned: true }])
  })

  it('the end of a pin fetches the newest once more', async () => {
    const { prices, fetcher, time } = await staged()
    await prices.pin()
    fetcher.answer('v2')
    await prices.refresh()
    await prices.unpin()
    await time.settle()
    expect([prices.get(), prices.status().version]).toEqual(['v2', 'v2'])
    expect(fetcher.asked.at(-1)).toEqual({ version: 'v1' })
  })

  it('there is nothing to go back to, and no history to ask for', async () => {
    const { prices, fetcher } = await staged()
    fetcher.answer('v2')
    await prices.refresh()
    await expect(prices.rollback()).rejects.toMatchObject({
      code: 'ERR_TERM_VERSION',
      message: expect.stringContaining('since with `put` you keep the value, and only one'),
    })
    await expect(prices.pin('v1')).rejects.toMatchObject({ code: 'ERR_TERM_VERSION' })
    const keeping = { put: () => {}, get: () => 1, history: 1 }
    expect(() => remoteTerm({ name: 'prices', fetcher, ...keeping })).toThrow(/`history`.*`put`/)
  })

  it('a pin goes along with a value that is being stored', async () => {
    const stored = deferred<void>()
    const { prices, fetcher, heard, time } = await staged(() => stored.promise)
    fetcher.answer('v2')
    const refreshed = prices.refresh()
    await time.settle()
    await prices.pin()
    stored.resolve()
    expect(await refreshed).toBe('updated')
    expect([prices.get(), prices.status().version, prices.status().pinned]).toEqual(['v2', 'v2', 'v2'])
    expect(heard.of('term.pinned').map(({ version }) => version)).toEqual(['v1', 'v2'])
  })
})
