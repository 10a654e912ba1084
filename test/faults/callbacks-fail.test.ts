/** F54, F55: whatever a callback throws, and if it never ends: a reason, a backoff, the old value, and on. @module */

import { describe, expect, it } from 'vitest'
import { HANGS, REJECTIONS, THROWS } from '../support/mischief.ts'
import { guardProcess } from '../support/process-guard.ts'
import { SEATS, type Seat, seats } from '../support/seats.ts'
import { stageTree } from '../support/staged-term.ts'

guardProcess()

const FAILURE: Readonly<Record<Seat, readonly [code: string, stage: string]>> = {
  setup: ['ERR_TERM_SETUP', 'setup'],
  init: ['ERR_TERM_SETUP', 'setup'],
  probe: ['ERR_TERM_FETCH', 'probe'],
  open: ['ERR_TERM_FETCH', 'download'],
  chunks: ['ERR_TERM_FETCH', 'download'],
  deserialize: ['ERR_TERM_DESERIALIZE', 'decode'],
  schema: ['ERR_TERM_SCHEMA', 'validate'],
  validate: ['ERR_TERM_REFUSED', 'validate'],
  put: ['ERR_TERM_STORE', 'store'],
  get: ['ERR_TERM_STORE', 'store'],
}

/** A term that holds a value, in a second tree, whose first attempt meets the mischief. */
async function misled(seat: Seat, act: () => unknown) {
  const { term, mischief } = seats({ limits: { deadline: '10s' } })
  await (await stageTree({ term })).tree.stop()
  const held = term.snapshot()
  mischief(seat, act)
  const staged = await stageTree({ term })
  return { ...staged, term, held, heal: () => mischief(seat, undefined) }
}

type Misled = Awaited<ReturnType<typeof misled>>

async function expectRecovery({ term, held, heal, poll, tree, clock }: Misled): Promise<void> {
  expect(term.status()).toMatchObject({ state: 'backoff', failures: 1 })
  expect(term.snapshot().value).toBe(held.value)
  heal()
  expect(await poll(term)).toMatchObject({ outcome: 'updated' })
  expect(term.get().version).toBeGreaterThan((held.value as { version: number }).version)
  await tree.stop()
  expect(clock.armed).toBe(0)
}

/** The same where an `init` runs still: it is given 10 s more before another is called. */
async function expectRecoveryInTime({ term, heal, heard, time, tree, clock }: Misled): Promise<void> {
  heal()
  await time.walk('1m')
  expect(heard.of('refresh.recovered')).toHaveLength(1)
  expect(term.status().state).toBe('idle')
  await tree.stop()
  expect(clock.armed).toBe(0)
}

describe.each(SEATS)('%s', (seat) => {
  const [code, stage] = FAILURE[seat]
  // A promise that `get` returns is the value itself.
  const failures = seat === 'get' ? THROWS : [...THROWS, ...REJECTIONS]

  it.each(failures)('F54, P24: that %s ends the attempt and nothing else', async (_, act) => {
    const staged = await misled(seat, act)
    await staged.time.settle()

    expect(staged.heard.of('refresh.failed')).toMatchObject([{ code, stage, failures: 1 }])
    expect(staged.heard.of('term.crashed')).toEqual([])
    await expectRecovery(staged)
  })

  if (seat === 'get') return
  it.each(HANGS)('F55, P12: that %s is ended by the deadline', async (_, act) => {
    const staged = await misled(seat, act)
    await staged.time.advance(9_999)
    expect(staged.heard.outcomes()).toEqual([])
    await staged.time.advance(1)

    expect(staged.heard.of('refresh.failed')).toMatchObject([{ code: 'ERR_TERM_TIMEOUT', stage }])
    if (seat === 'init') await expectRecoveryInTime(staged)
    else await expectRecovery(staged)
  })
})

describe('R3: a failure at each stage', () => {
  it.each(SEATS)('in %s, at the first attempt, is followed by the next', async (seat) => {
    const { term, mischief } = seats({ start: 'background' })
    mischief(seat, () => Promise.reject(new Error('not yet')))
    if (seat === 'get') mischief(seat, THROWS[0]?.[1])
    const { heard, clock, poll } = await stageTree({ term })
    await heard.firstEnd()
    expect(clock.armed).toBe(1)
    expect(() => term.snapshot()).toThrow(expect.objectContaining({ code: 'ERR_TERM_NOT_LOADED' }))

    mischief(seat, undefined)
    expect(await poll(term)).toMatchObject({ outcome: 'updated' })
    expect(heard.of('refresh.recovered')).toHaveLength(1)
  })
})

describe('a callback that blocks', () => {
  it('F39 beyond the deadline, but comes to its end, has its value published', async () => {
    const { term, mischief } = seats({ limits: { deadline: 20 } })
    mischief('deserialize', () => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60)
      return { version: 7 }
    })
    await using _tree = await term.start()

    expect(term.snapshot()).toMatchObject({ origin: 'remote', version: 'v1' })
  })
})
