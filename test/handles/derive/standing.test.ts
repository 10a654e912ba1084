/** A derived value may be relied on as far as the values of which it was made. @module */

import { expect, it } from 'vitest'
import { type CommonOptions, derive, remoteTerm } from '../../../src/index.ts'
import { grow } from '../../support/grown.ts'
import { hearing } from '../../support/hearing.ts'
import { scripted, text } from '../../support/scripted-fetcher.ts'

/** A term of one parent that ages, and one that is made of it. */
async function aging(ages: Partial<CommonOptions>) {
  const fetcher = scripted('p1')
  const prices = remoteTerm({ name: 'prices', fetcher, deserialize: text, refreshInterval: null, ...ages })
  let fails = false
  const table = derive({ prices }, (prices) => {
    if (fails) throw new Error('not this one')
    return `of ${prices}`
  })
  const title = derive({ table }, (table) => `# ${table}`)
  const heard = hearing()
  const { time, tree } = await grow({ title, table, prices }, { observers: [heard] })
  const edges = () =>
    heard.events.flatMap(({ type, ...event }) =>
      /^term\.(stale|fresh|expired)$/.test(type) && 'term' in event ? [`${event.term} ${type}`] : [],
    )
  const fail = () => {
    fails = true
  }
  return { fetcher, prices, table, title, time, tree, edges, fail, heard }
}

it('is stale while a parent is, and fresh when the parent is confirmed', async () => {
  const { prices, table, title, time, edges } = await aging({ maxStale: '1m' })
  await time.advance(60_000)
  expect([prices, table, title].map((term) => term.snapshot().stale)).toEqual([true, true, true])
  await prices.refresh()
  expect([prices, table, title].map((term) => term.snapshot().stale)).toEqual([false, false, false])
  expect(table.snapshot().confirmedAt).toEqual(prices.snapshot().confirmedAt)
  expect(edges().sort()).toEqual(
    ['prices', 'table', 'title'].flatMap((name) => [`${name} term.fresh`, `${name} term.stale`]),
  )
})

it('tells no limit of its own that has passed, where it is a parent that is stale or has expired', async () => {
  const { time, heard } = await aging({ maxStale: '1m', maxAge: '2m' })
  await time.advance(60_000)
  await time.advance(60_000)
  for (const type of ['term.stale', 'term.expired'] as const) {
    const limits = heard.of(type).map(({ term, limitMs }) => [term, limitMs])
    const own = type === 'term.stale' ? 60_000 : 120_000
    expect(Object.fromEntries(limits)).toEqual({ prices: own, table: null, title: null })
  }
})

it('is withheld while a parent withholds its value, and after that until it is made of another one', async () => {
  const { fetcher, prices, table, title, time, tree, fail } = await aging({
    maxAge: '1m',
    onExpired: 'withhold',
  })
  await time.advance(60_000)
  const expired = expect.objectContaining({ code: 'ERR_TERM_EXPIRED' })
  for (const term of [prices, table, title]) expect(() => term.get()).toThrow(expired)
  expect(tree.health().ready).toBe(false)
  fail()
  fetcher.answer('p2')
  await prices.refresh()
  await time.advance(0)
  expect(prices.get()).toBe('p2')
  for (const term of [table, title]) expect(() => term.get()).toThrow(expired)
})

it('is there again when the parent is confirmed', async () => {
  const { prices, title, time } = await aging({ maxAge: '1m', onExpired: 'withhold' })
  await time.advance(60_000)
  expect(title.peek()).toBeUndefined()
  await prices.refresh()
  expect(title.get()).toBe('# of p1')
})

it('has an age of its own: that of the parent which was confirmed least recently', async () => {
  const prices = remoteTerm({
    name: 'prices',
    fetcher: scripted('p1'),
    deserialize: text,
    refreshInterval: '10s',
  })
  const rates = remoteTerm({
    name: 'rates',
    fetcher: scripted('r1'),
    deserialize: text,
    refreshInterval: null,
  })
  const table = derive({ prices, rates }, (...values) => values.join(' '), { maxStale: '1m' })
  const { time } = await grow({ table, prices, rates })
  for (let count = 0; count < 6; count++) await time.advance(10_000)
  expect(prices.snapshot().confirmedAt).not.toEqual(table.snapshot().confirmedAt)
  expect(table.status()).toMatchObject({ stale: true, confirmedAt: rates.snapshot().confirmedAt })
  await rates.refresh()
  expect(table.status().stale).toBe(false)
})
