/** The desk: what it says of terms, whatever becomes of them, and that no secret gets out. @module */

import { describe, expect, it } from 'vitest'
import { firstOf, fixed, group, json, remoteTerm, supervise, TermError } from '../../../src/index.ts'
import type { TreeFacts } from '../../../src/serve/api/tree-facts.ts'
import { type Desk, desk } from '../../../src/serve/desk.ts'
import { never } from '../../support/deferred.ts'
import { endOf, grow, noJitter, outcome } from '../../support/grown.ts'
import { type Script, scripted } from '../../support/scripted-fetcher.ts'
import { simulatedTime } from '../../support/simulated-time.ts'

const down = new TermError('ERR_TERM_HTTP', 'the origin answered 503', { status: 503 })
const made = (): Desk => desk({ name: 'tests', environment: undefined, actions: 'off', values: false })

async function treeOf({ treeText }: Desk): Promise<TreeFacts> {
  let text = ''
  for await (const piece of treeText()) text += piece
  return JSON.parse(text)
}
const termOf = (name: string, ...script: readonly Script[]) =>
  remoteTerm({ name, fetcher: scripted(...script), deserialize: json })

describe('what readers get', () => {
  it('is told of each term by the worst that there is to say', async () => {
    const board = made()
    const prices = remoteTerm({
      name: 'prices',
      fetcher: scripted('[1]', '[2]', down),
      deserialize: json,
      history: 1,
      maxStale: '1m',
      maxAge: '1h',
      onExpired: 'withhold',
      refreshInterval: null,
    })
    const late = remoteTerm({ name: 'late', fetcher: scripted(never), start: 'background' })
    const { time } = await grow({ prices, late }, { observers: [board] })
    const reads = () => board.page('prices')?.facts.reads
    expect([reads(), board.page('late')?.facts.reads]).toEqual(['current', 'none'])
    await prices.refresh()
    await prices.rollback()
    expect(reads()).toBe('pinned')
    await prices.unpin()
    await outcome(prices.refresh())
    expect(reads()).toBe('last-good')
    expect(board.page('prices')?.facts).toMatchObject({
      state: 'backoff',
      failures: 1,
      error: { code: 'ERR_TERM_HTTP', type: 'http_503', message: expect.stringContaining('503') },
    })
    await time.advance(60_001)
    expect(reads()).toBe('stale')
    await time.advance(3_600_000)
    expect(reads()).toBe('expired')
  })
})

describe('the facts of a tree', () => {
  it('have its supervisors in their order, and each term with its groups', async () => {
    const board = made()
    const lists = group({ spam: termOf('spam', '[1]'), deep: group({ ads: termOf('ads', '[1]') }) })
    await grow({ prices: termOf('prices', '[1]'), lists }, { observers: [board] })
    const { terms, supervisor, name } = await treeOf(board)
    expect(terms.map(({ name, group }) => [name, group])).toEqual([
      ['prices', ''],
      ['spam', 'lists'],
      ['ads', 'lists/deep'],
    ])
    expect([name, supervisor.name, supervisor.path]).toEqual(['tests', 'tests', 'root'])
    expect(supervisor.children.map(({ name }) => name)).toEqual(['prices', 'lists'])
  })

  it('are there before a tree is, while it waits, and after it has stopped', async () => {
    const board = made()
    expect(await treeOf(board)).toMatchObject({ terms: [], health: { live: true, ready: false } })
    const time = simulatedTime()
    const slow = termOf('slow', never)
    const starting = outcome(supervise({ slow }, { clock: time.clock, random: noJitter, observers: [board] }))
    await time.settle()
    expect((await treeOf(board)).terms).toMatchObject([{ name: 'slow', state: 'probing' }])
    await endOf(starting, time)
    expect((await treeOf(board)).terms).toMatchObject([{ name: 'slow', state: 'down', reads: 'none' }])
  })

  it('tell a late desk what it could not hear', async () => {
    const { tree } = await grow({ prices: termOf('prices', '[1]', '[2]') })
    const board = made()
    tree.observe(board)
    expect((await treeOf(board)).terms).toMatchObject([{ version: '[1]', recent: [] }])
    await board.term('prices')?.refresh()
    expect(board.page('prices')?.attempts).toMatchObject([{ outcome: 'updated', version: '[2]' }])
  })
})

describe('the page of a term', () => {
  it('has its attempts and transitions, the newest first, and what was heard of it', async () => {
    const board = made()
    const prices = termOf('prices', '[1]', down)
    await grow({ prices }, { observers: [board] })
    await outcome(prices.refresh())
    const page = board.page('prices')
    expect(page?.attempts).toMatchObject([
      { outcome: 'failed', trigger: 'manual', failedIn: 'probing', error: { type: 'http_503' } },
      { outcome: 'updated', trigger: 'start', version: '[1]', source: 'scripted' },
    ])
    expect(page?.transitions.map(({ to }) => to).slice(0, 3)).toEqual(['backoff', 'probing', 'idle'])
    expect(page?.heard[0]).toMatchObject({ type: 'refresh.failed', level: 'warn' })
    expect(page?.editions).toMatchObject([{ version: '[1]', live: true, where: 'memory' }])
    expect(board.page('nobody')).toBeUndefined()
  })

  it('names each source, and why a fallback answers', async () => {
    const board = made()
    const first = { ...scripted(down), name: 'https://first.test/a' }
    const second = { ...fixed('[1]'), name: 'https://second.test/a' }
    await grow({ term: remoteTerm({ name: 'a', fetcher: firstOf([first, second]) }) }, { observers: [board] })
    expect(board.page('a')?.sources).toMatchObject([
      { name: 'https://first.test/a', fallback: false, answers: false, error: { code: expect.any(String) } },
      { name: 'https://second.test/a', fallback: true, answers: true },
    ])
  })
})

describe('what was heard', () => {
  it('is bounded, and routine drives out nothing', async () => {
    const board = made()
    const prices = termOf('prices', '[1]')
    await grow({ prices }, { observers: [board] })
    for (let round = 0; round < 300; round++) await prices.refresh()
    expect(board.since(0).length).toBeLessThan(150)
    expect(board.page('prices')?.attempts).toHaveLength(50)
    expect(board.page('prices')?.facts.recent).toHaveLength(24)
  })

  it('has the place of a crash, and no secret of it', async () => {
    const board = made()
    const secret = 'https://user:hunter2@origin.test/x?token=hunter2'
    const crashing = remoteTerm({
      name: 'crashing',
      start: 'background',
      retry: { maxFailures: 1 },
      fetcher: scripted(new Error(`can't reach ${secret}`)),
    })
    const { time } = await grow(
      { crashing },
      { observers: [board], intensity: { restarts: 1, within: '1m' } },
    )
    await time.advance(2_000)
    const restarts = board.restarts()
    expect(restarts.map(({ type }) => type)).toContain('supervisor.restarted')
    const crash = restarts.find(({ type }) => type === 'term.crashed')
    expect(crash?.fields.error).toMatchObject({
      code: 'ERR_TERM_FETCH',
      stack: expect.stringContaining('desk.test.ts'),
    })
    expect(JSON.stringify([restarts, board.page('crashing'), await treeOf(board)])).not.toContain('hunter2')
  })
})
