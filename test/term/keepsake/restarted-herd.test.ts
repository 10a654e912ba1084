/** A fleet that starts anew with what it had kept: all of it is served at once, and nobody asks its origin as one. @module */

import { describe, expect, it } from 'vitest'
import {
  type Duration,
  type RemoteTerm,
  remoteTerm,
  type StartPolicy,
  supervise,
} from '../../../src/index.ts'
import { grow } from '../../support/grown.ts'
import { hearing, isEnd } from '../../support/hearing.ts'
import { keptFolder } from '../../support/kept-terms.ts'
import { scripted, text } from '../../support/scripted-fetcher.ts'
import { simulatedTime } from '../../support/simulated-time.ts'

const TERMS = 150
/** What the first probes are spread over: 5 ms for each term beyond a hundred. */
const SPREAD_MS = 250

function fleet(start: StartPolicy, count: number, deadline: Duration = '100ms') {
  const fetcher = scripted('v1')
  const limits = { deadline }
  const terms = Array.from({ length: count }, (_, index) =>
    remoteTerm({ name: `term-${index}`, fetcher, deserialize: text, refreshInterval: null, start, limits }),
  )
  return { fetcher, terms, children: Object.fromEntries(terms.map((term) => [term.name, term])) }
}

/** Dice that roll each of so many numbers once. */
function evenDice(sides: number) {
  let rolls = 0
  return () => (rolls++ % sides) / sides
}

/** A fleet that was kept, and is there again: all values are live, and the time hasn't moved. */
async function restarted(start: StartPolicy = 'require', count = TERMS) {
  const dir = await keptFolder()
  const before = await supervise(fleet('require', count, '1m').children, {
    keepsake: { dir },
    observers: [],
  })
  await before.stop()
  const heard = hearing()
  const { fetcher, terms, children } = fleet(start, count)
  const options = { keepsake: { dir }, observers: [heard], random: evenDice(count), downloads: 2 }
  const { tree, time } = await grow(children, { ...options, time: simulatedTime() })
  while (heard.of('keepsake.loaded').length < count)
    await heard.next(({ type }) => type === 'keepsake.loaded')
  await time.settle()
  return { tree, time, heard, fetcher, terms }
}

const waiting = (terms: readonly RemoteTerm<unknown>[]) =>
  terms.filter((term) => term.status().waitsFor === 'turn')

describe('a fleet that starts anew with what it had kept', () => {
  it.each(['require', 'background'] as const)('asks one after the other: %s', async (start) => {
    const { time, heard, fetcher, terms } = await restarted(start)
    expect(terms.map((term) => term.get())).toEqual(terms.map(() => 'v1'))
    expect(fetcher.asked.length).toBeLessThan(TERMS * 0.1)
    expect(waiting(terms).length).toBeGreaterThan(TERMS * 0.9)

    await time.advance(SPREAD_MS / 2)
    expect(fetcher.asked.length).toBeGreaterThan(TERMS * 0.4)
    expect(fetcher.asked.length).toBeLessThan(TERMS * 0.6)

    await time.advance(SPREAD_MS / 2)
    expect([fetcher.asked.length, waiting(terms)]).toEqual([TERMS, []])
    expect(fetcher.asked.every((known) => known?.version === 'v1')).toBe(true)
    // The wait is longer than the deadline, and no part of what an attempt took.
    expect(heard.outcomes()).toEqual(terms.map(() => 'unchanged'))
    for (const { durationMs, phases } of heard.events.filter(isEnd))
      expect([durationMs, phases.probing]).toEqual([0, 0])
  })

  it('lets a caller of `refresh` go first, and holds no turn meanwhile', async () => {
    const { heard, terms } = await restarted('require', 110)
    const last = waiting(terms).at(-1)
    expect(await last?.refresh()).toBe('unchanged')
    expect(heard.of('refresh.unchanged').at(-1)).toMatchObject({ term: last?.name })
    expect(last?.status()).toMatchObject({ waitsFor: undefined, state: 'idle' })
  })

  it('asks nobody any more when it is stopped while it waits', async () => {
    const { tree, time, fetcher } = await restarted('require', 110)
    const before = fetcher.asked.length
    await tree.stop()
    await time.advance('1m')
    expect(fetcher.asked.length).toBe(before)
  })

  it('asks at once where it is small', async () => {
    const { fetcher, terms } = await restarted('require', 20)
    expect([fetcher.asked.length, waiting(terms)]).toEqual([20, []])
  })
})
