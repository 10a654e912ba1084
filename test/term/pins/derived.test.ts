/** Pins and terms that are derived of others. @module */

import { describe, expect, it } from 'vitest'
import { derive, remoteTerm } from '../../../src/index.ts'
import { grow } from '../../support/grown.ts'
import { scripted, text } from '../../support/scripted-fetcher.ts'

async function staged() {
  const fetcher = scripted('1')
  const parent = { deserialize: text, refreshInterval: null, history: 2 } as const
  const prices = remoteTerm({ ...parent, name: 'prices', fetcher })
  const doubled = derive({ prices }, (prices: string) => Number(prices) * 2, { name: 'doubled' })
  const { time } = await grow({ prices, doubled })
  const send = async (version: string) => {
    fetcher.answer(version)
    await prices.refresh()
    await time.advance(0)
  }
  return { prices, doubled, time, send }
}

describe('a derived term', () => {
  it('follows its parent back and forward', async () => {
    const { prices, doubled, time, send } = await staged()
    await send('2')
    expect(doubled.get()).toBe(4)
    await prices.rollback()
    await time.advance(0)
    expect(doubled.get()).toBe(2)
    await send('3')
    expect(doubled.get()).toBe(2)
    await prices.unpin()
    await time.advance(0)
    expect(doubled.get()).toBe(6)
  })

  it('can be pinned itself, and waits with what its parents have meanwhile', async () => {
    const { doubled, time, send } = await staged()
    await doubled.pin()
    await send('2')
    expect([doubled.get(), doubled.status().pinned === doubled.status().version]).toEqual([2, true])
    expect(doubled.status().newer).toEqual(expect.any(String))
    await doubled.unpin()
    await time.advance(0)
    expect(doubled.get()).toBe(4)
  })
})
