/** The quarantine as a person sees it: what is in it, and how a payload is let out. @module */

import { describe, expect, it } from 'vitest'
import { quarantine, type Refused } from '../../../src/gate/quarantine.ts'
import { fixed, inWorker, remoteTerm } from '../../../src/index.ts'
import { grow, outcome } from '../../support/grown.ts'
import { pinnedTerm } from '../../support/pinned-terms.ts'
import { scripted, text } from '../../support/scripted-fetcher.ts'

const refusing = (isGood: (next: string) => boolean) => ({
  deserialize: (bytes: Uint8Array) => {
    if (text(bytes) === 'torn') throw new SyntaxError('torn')
    return text(bytes)
  },
  validate: isGood,
})

describe('what was refused', () => {
  it('is listed, the last one first, with its reason, its rule and its end', async () => {
    const { prices, send, time, fetcher } = await pinnedTerm(refusing((next) => next !== 'bad'))
    expect(prices.status().quarantined).toEqual([])
    await send('torn')
    const since = new Date(time.clock.now())
    expect(await send('bad')).toEqual(['ERR_TERM_REFUSED'])
    const { quarantined } = prices.status()
    expect(quarantined).toEqual([
      {
        version: 'bad',
        digest: expect.stringMatching(/^[0-9a-f]{16}$/),
        code: 'ERR_TERM_REFUSED',
        reason: '`validate` refused the value',
        rule: 'validate',
        since: new Date(time.clock.now()),
        until: new Date(time.clock.now() + 3_600_000),
        accepted: false,
      },
      {
        version: 'torn',
        digest: expect.stringMatching(/^[0-9a-f]{16}$/),
        code: 'ERR_TERM_DESERIALIZE',
        reason: expect.stringContaining('`deserialize` failed'),
        rule: undefined,
        since,
        until: new Date(since.getTime() + 3_600_000),
        accepted: false,
      },
    ])
    expect(Object.isFrozen(quarantined) && quarantined.every(Object.isFrozen)).toBe(true)
    fetcher.answer('v1')
    await time.advance(3_600_000)
    expect(prices.status().quarantined).toEqual([])
  })

  it('is at most 16 payloads', async () => {
    const { prices, send } = await pinnedTerm(refusing((next) => next === 'v1'))
    await send(...Array.from({ length: 20 }, (_, n) => `bad${n}`))
    expect(prices.status().quarantined.map(({ version }) => version)).toEqual(
      Array.from({ length: 16 }, (_, n) => `bad${19 - n}`),
    )
  })

  it('keeps 16 as well of what an earlier process had remembered', () => {
    const refused = Array.from({ length: 40 }, (_, n) => ({ digest: `d${n}`, why: 'bad', at: 1_000 }))
    const seen = refused.map(({ digest }) => ({ name: digest, digest, isProven: true }))
    const clock = { now: () => 1_000, monotonic: () => 0 }
    const memory = quarantine({ clock: () => clock, kept: { refused, seen } })
    expect(memory.list().map(({ digest }: Refused) => digest)).toEqual(
      Array.from({ length: 16 }, (_, n) => `d${39 - n}`),
    )
    expect(memory.kept().seen).toHaveLength(16)
    expect([memory.has('d23'), memory.has('d24'), memory.behind('d0')]).toEqual([false, true, undefined])
  })
})

describe('a release', () => {
  it('lets the next attempt take the payload, and begins none by itself', async () => {
    let isGood = false
    const { prices, send, fetcher, told } = await pinnedTerm(refusing((next) => next === 'v1' || isGood))
    expect(await send('v2', 'v2')).toEqual(['ERR_TERM_REFUSED', 'ERR_TERM_QUARANTINED'])
    const asked = fetcher.asked.length
    const [{ digest = '' } = {}] = prices.status().quarantined
    await prices.release('v2')
    expect(told('term.released')).toEqual([
      { type: 'term.released', version: 'v2', digest, code: 'ERR_TERM_REFUSED' },
    ])
    expect([prices.get(), fetcher.asked.length, prices.status().quarantined]).toEqual(['v1', asked, []])
    isGood = true
    expect(await send('v2')).toEqual(['updated'])
    expect(prices.get()).toBe('v2')
  })

  it('is a new judgement, and no free pass', async () => {
    const { prices, send } = await pinnedTerm(refusing((next) => next === 'v1'))
    await send('v2')
    const [{ digest = '' } = {}] = prices.status().quarantined
    await prices.release(digest.slice(0, 8))
    expect(await send('v2', 'v2')).toEqual(['ERR_TERM_REFUSED', 'ERR_TERM_QUARANTINED'])
  })

  it('of what is not remembered is refused', async () => {
    const { prices } = await pinnedTerm()
    await expect(prices.release('v2')).rejects.toMatchObject({
      code: 'ERR_TERM_VERSION',
      message: '[prices] no refused version "v2" is remembered; `status().quarantined` lists what is',
    })
  })

  it('lets a version out that is refused under a pin, too', async () => {
    const { prices, send } = await pinnedTerm(refusing((next) => next !== 'bad'))
    await prices.pin()
    expect(await send('bad')).toEqual(['ERR_TERM_REFUSED'])
    expect(prices.status()).toMatchObject({
      pinned: 'v1',
      newer: undefined,
      quarantined: [{ version: 'bad' }],
    })
    await prices.release('bad')
    expect(prices.status().quarantined).toEqual([])
  })
})

describe('P7: a fault of this machine is no judgement', () => {
  it('ENOSPC in `put` (ERR_TERM_STORE)', async () => {
    let isFull = true
    let kept = ''
    const prices = remoteTerm({
      name: 'prices',
      fetcher: scripted('v1'),
      deserialize: text,
      put: (value) => {
        if (isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        kept = value
      },
      get: () => kept,
      refreshInterval: null,
      start: 'background',
    })
    const { time } = await grow({ prices })
    await time.settle()
    expect(prices.status()).toMatchObject({ lastError: { code: 'ERR_TERM_STORE' }, quarantined: [] })
    isFull = false
    expect(await prices.refresh()).toBe('updated')
  })

  it('the death of a thread that decodes (ERR_TERM_DECODER)', async () => {
    const prices = remoteTerm({
      name: 'prices',
      fetcher: fixed('exit'),
      deserialize: inWorker(new URL('../../support/wayward-decoder.mjs', import.meta.url)),
      refreshInterval: null,
      retry: { base: '1h', cap: '1h' },
      start: 'background',
    })
    await grow({ prices })
    expect(await outcome(prices.refresh())).toMatchObject({ code: 'ERR_TERM_DECODER', stage: 'decode' })
    expect(prices.status().quarantined).toEqual([])
  })
})
