/** Random publications, pins, rollbacks, refusals, outages and restarts, beside a model of one list of names. @module */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { remoteTerm, type Supervision, supervise } from '../../../src/index.ts'
import { noJitter } from '../../support/grown.ts'
import { scripted, text } from '../../support/scripted-fetcher.ts'
import { simulatedTime } from '../../support/simulated-time.ts'
import { pinModel } from './model.ts'

const NAMES = ['v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6']

type Step = readonly [
  what: 'send' | 'bad' | 'down' | 'pin' | 'stay' | 'unpin' | 'rollback' | 'release' | 'crash' | 'again',
  at: number,
]

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant('send' as const) },
    { weight: 3, arbitrary: fc.constantFrom('pin' as const, 'rollback' as const, 'unpin' as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'stay' as const,
        'bad' as const,
        'down' as const,
        'release' as const,
        'crash' as const,
        'again' as const,
      ),
    },
  ),
  fc.nat({ max: NAMES.length - 1 }),
)

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    ({ code }) => code,
  )

async function run(depth: number, steps: readonly Step[]): Promise<void> {
  const time = simulatedTime()
  const fetcher = scripted(new Error('nothing yet'))
  const term = remoteTerm<string>({
    name: 'prices',
    fetcher,
    deserialize: text,
    validate: (next) => !next.startsWith('bad'),
    refreshInterval: null,
    retry: { base: '1h', cap: '1h' },
    restart: 'permanent',
    start: 'background',
    history: depth,
  })
  const model = pinModel(depth)
  const begin = (): Promise<Supervision> =>
    supervise(
      { term },
      { clock: time.clock, random: noJitter, observers: [], intensity: { restarts: 1_000, within: '1s' } },
    )
  let tree = await begin()
  await time.settle()
  const refresh = () => codeOf(term.refresh().then((outcome) => Promise.reject({ code: outcome })))

  async function take([what, at]: Step): Promise<void> {
    const name = NAMES[at] as string
    if (what === 'send') {
      fetcher.answer(name)
      expect(await refresh()).toBe(model.send(name))
    } else if (what === 'bad') {
      fetcher.answer(`bad${at}`)
      expect(await refresh()).toMatch(/^ERR_TERM_(REFUSED|QUARANTINED)$/)
      expect(term.status().quarantined[0]?.version).toMatch(/^bad/)
    } else if (what === 'down') {
      fetcher.answer(new Error('down'))
      expect(await refresh()).toBe('ERR_TERM_FETCH')
    } else if (what === 'pin') {
      const isHeld = model.held.includes(name)
      expect(await codeOf(term.pin(name))).toBe(isHeld ? 'done' : 'ERR_TERM_VERSION')
      if (isHeld) model.pin(name)
    } else if (what === 'stay') {
      expect(await codeOf(term.pin())).toBe(model.live === undefined ? 'ERR_TERM_VERSION' : 'done')
      if (model.live !== undefined) model.pin(model.live)
    } else if (what === 'unpin') {
      await term.unpin()
      model.unpin()
    } else if (what === 'rollback') {
      expect(await codeOf(term.rollback())).toBe(model.rollback() ? 'done' : 'ERR_TERM_VERSION')
    } else if (what === 'release') {
      const isThere = term.status().quarantined.some(({ version }) => version === `bad${at}`)
      expect(await codeOf(term.release(`bad${at}`))).toBe(isThere ? 'done' : 'ERR_TERM_VERSION')
      expect(term.status().quarantined.some(({ version }) => version === `bad${at}`)).toBe(false)
    } else if (what === 'crash') {
      fetcher.answer(() => 'no probe' as never, new Error('down'))
      expect(await refresh()).toBe('ERR_TERM_CONTRACT')
      await time.settle()
    } else {
      await tree.stop()
      check()
      fetcher.answer(new Error('down'))
      tree = await begin()
      await time.settle()
    }
  }

  function check(): void {
    const { held, live, pinned } = model
    expect(term.peek()).toBe(live)
    const history = term.history()
    expect(history.map(({ version }) => version)).toEqual(held)
    expect(history.filter((one) => one.live).map(({ version }) => version)).toEqual(
      live === undefined ? [] : [live],
    )
    expect(history.length).toBeLessThanOrEqual(depth + 2)
    const newer = held[0] === live ? undefined : held[0]
    expect(term.status()).toMatchObject({ version: live, pinned, newer })
    if (pinned !== undefined) expect(live).toBe(pinned)
  }

  try {
    for (const one of steps) {
      await time.advance(1)
      await take(one)
      check()
    }
  } finally {
    await tree.stop()
  }
}

it('P6: F66: pins, history and the live value are as the model says, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 4 }), fc.array(step, { maxLength: 40 }), (depth, steps) =>
      run(depth, steps),
    ),
    { numRuns: 60 },
  )
}, 60_000)
