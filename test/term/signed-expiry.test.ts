/** A value that was signed until a moment: no confirmation makes it last longer, and the wall clock counts. @module */

import { describe, expect, it } from 'vitest'
import type { Clock } from '../../src/index.ts'
import { checkChild } from '../../src/tree/child-of.ts'
import { handOn } from '../support/editions.ts'
import { scripted } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

const MINUTES = 60_000
const HOUR = 60 * MINUTES

/** A term whose live edition is signed for an hour, on a wall clock that can be set. */
async function signed(options: Partial<Parameters<typeof jsonTerm>[0]> = {}) {
  const fetcher = scripted('{"n":1}')
  const prices = jsonTerm({ fetcher, refreshInterval: null, ...options })
  const time = simulatedTime()
  let offset = 0
  const clock: Clock = { ...time.clock, now: () => time.clock.now() + offset }
  const { heard, tree } = await stageTree({ prices }, { clock }, time)
  const behind = checkChild('test', 'prices', prices)
  if (behind.kind !== 'term') expect.fail('A term is a term')
  const edition = behind.keeper.cell.live()?.edition ?? expect.fail()
  const sign = (expires: number) => {
    const claim = Object.freeze({ ...edition.claim, expires } as NonNullable<typeof edition.claim>)
    handOn(behind.keeper.shelf).makeLive(Object.freeze({ ...edition, claim }), clock.now(), 'hand')
  }
  const expires = clock.now() + HOUR
  sign(expires)
  const edges = () =>
    heard.events.flatMap(({ type }) =>
      ['term.stale', 'term.expired', 'term.fresh'].includes(type) ? [type] : [],
    )
  const step = (ms: number) => {
    offset += ms
  }
  /** Lets the time pass minute by minute, as timers do. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= MINUTES) await time.advance(Math.min(left, MINUTES))
  }
  return { prices, fetcher, time, heard, tree, edges, sign, expires, step, pass }
}

describe('P31: a signed expiry', () => {
  it('is told at its moment, without traffic', async () => {
    const { prices, edges, pass, time, heard, expires } = await signed()
    const attempts = heard.outcomes().length
    expect(prices.status()).toMatchObject({ expired: false, expiresAt: new Date(expires) })
    await pass(HOUR - 1)
    expect([prices.snapshot().expired, edges()]).toEqual([false, []])
    await time.advance(1)
    expect([prices.snapshot().expired, edges()]).toEqual([true, ['term.expired']])
    expect(heard.of('term.expired')).toMatchObject([{ limitMs: null, ageMs: HOUR }])
    expect(heard.outcomes()).toHaveLength(attempts)
    await pass(HOUR)
    expect(edges()).toHaveLength(1)
  })

  it('F28: is not moved by an origin that says "nothing newer" for ever, which keeps the value from being stale only', async () => {
    const { prices, edges, time } = await signed({ maxStale: '30m', maxAge: '2h', onExpired: 'withhold' })
    for (let turn = 0; turn < 12; turn++) {
      await time.advance(10 * MINUTES)
      expect(await prices.refresh()).toBe('unchanged')
    }
    expect(edges()).toEqual(['term.expired'])
    expect(() => prices.get()).toThrow(expect.objectContaining({ code: 'ERR_TERM_EXPIRED' }))
  })

  it('F28: is over with the next edition, and told so once', async () => {
    const { prices, edges, pass, fetcher, expires } = await signed({ maxAge: '24h', onExpired: 'withhold' })
    await pass(HOUR)
    fetcher.answer('{"n":2}')
    await prices.refresh()
    expect(prices.get()).toEqual({ n: 2 })
    const unsigned = new Date(expires + 24 * HOUR)
    expect([edges(), prices.status().expiresAt]).toEqual([['term.expired', 'term.fresh'], unsigned])
  })

  it('comes before a `maxAge` that is longer, and after one that is shorter', async () => {
    const longer = await signed({ maxAge: '2h' })
    expect(longer.prices.status().expiresAt).toEqual(new Date(longer.expires))
    const shorter = await signed({ maxAge: '30m' })
    expect(shorter.prices.status().expiresAt).toEqual(new Date(shorter.expires - 30 * MINUTES))
    await shorter.pass(30 * MINUTES)
    expect(shorter.heard.of('term.expired')).toMatchObject([{ limitMs: 30 * MINUTES }])
  })

  it('F37: may be farther away than a timer can wait', async () => {
    const { edges, sign, pass, expires } = await signed()
    sign(expires + 1_000 * 365 * 24 * HOUR)
    await pass(2 * HOUR)
    expect(edges()).toEqual([])
  })
})

describe('P17: a wall clock', () => {
  it('F36: that is set ahead lets the value expire within a minute, and set right again gives it back', async () => {
    const { prices, edges, time, step } = await signed({ maxAge: '24h', onExpired: 'withhold' })
    step(365 * 24 * HOUR)
    await time.advance(MINUTES)
    expect(edges()).toEqual(['term.expired'])
    expect(prices.peek()).toBeUndefined()
    const ready = prices.ready()
    step(-365 * 24 * HOUR)
    await time.advance(MINUTES)
    expect(edges()).toEqual(['term.expired', 'term.fresh'])
    expect([prices.get(), await ready]).toEqual([{ n: 1 }, { n: 1 }])
  })

  it('F35: that is set back lets the value last longer by what a signature says, and no longer by `maxAge`', async () => {
    const { edges, pass, step } = await signed({ maxAge: '90m' })
    step(-HOUR)
    await pass(90 * MINUTES - 1)
    expect(edges()).toEqual([])
    await pass(1)
    expect(edges()).toEqual(['term.expired'])
  })
})
