/** Three questions before anything is published, and what is remembered of the answers. @module */

import { describe, expect, it, vi } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import {
  type Ask,
  received as arrived,
  blames,
  decoded,
  type Gate,
  gateOf,
  type Offer,
  type Offering,
  offered,
} from '../../src/gate/gate.ts'
import type { Arrival } from '../../src/gate/signature-of.ts'
import { digits } from '../support/standard-schema.ts'

const bad = new TermError('ERR_TERM_DESERIALIZE', 'no', { stage: 'decode' })
const ask: Ask = async (_, call) => call()
const none = {
  pin: undefined,
  verifier: undefined,
  schema: undefined,
  validate: undefined,
  guards: undefined,
}
const clock = () => ({ now: () => 0, monotonic: () => 0 })

/** Bytes with this digest, in hex. */
const arrival = (digest: string): Arrival => ({
  bytes: new Uint8Array(),
  hashes: { of: () => Buffer.from(digest, 'hex') },
  proof: async () => undefined,
  signal: new AbortController().signal,
})
const received = (gate: Gate, offering: Offering, digest: string) =>
  arrived(gate, offering, arrival(digest), ask)

function staged(judges: Partial<Parameters<typeof gateOf>[0]> = {}) {
  const gate = gateOf({ ...none, quarantineMs: 1_000, ...judges }, { clock })
  const offering = (offer: Offer, live?: string) => ({
    offer,
    term: 'prices',
    source: 'https://cdn.test/prices',
    live,
  })
  return { gate, offering }
}

describe('P7: bytes that were refused', () => {
  it('are not read again, under whatever name', async () => {
    const { gate, offering } = staged()
    const one = offering({ version: 'v1' })
    await expect(received(gate, one, 'd1')).resolves.toBeUndefined()
    expect(blames(gate, bad, one, 'd1')).toBe(true)
    const other = offering({ version: 'v2' })
    await expect(received(gate, other, 'd1')).rejects.toThrow(
      expect.objectContaining({
        code: 'ERR_TERM_QUARANTINED',
        stage: 'download',
        message: expect.stringMatching(
          /^\[prices\] ERR_TERM_DESERIALIZE: no; .* still offered by https:\/\/cdn\.test\/prices$/,
        ),
      }),
    )
    await expect(received(gate, other, 'd2')).resolves.toBeUndefined()
  })

  it('are not offered again under a strong name that they came under twice, unless somebody looks anew', async () => {
    const { gate, offering } = staged()
    const strong = offering({ version: 'v1', strong: true })
    blames(gate, bad, strong, 'd1')
    offered(gate, strong, false)
    await expect(received(gate, strong, 'd1')).rejects.toThrow(TermError)
    expect(() => offered(gate, strong, false)).toThrow(
      expect.objectContaining({ code: 'ERR_TERM_QUARANTINED', stage: 'probe' }),
    )
    offered(gate, strong, true)
    offered(gate, offering({ version: 'v1', strong: true, resource: 'elsewhere' }), false)
    offered(gate, offering({ version: 'v1', strong: true }, 'v1'), false)
    offered(gate, offering({ version: 'v1' }), false)
  })
})

describe('a strong name', () => {
  it('that is none blocks nothing', () => {
    const { gate, offering } = staged()
    const nameless = offering({ strong: true })
    for (const _ of [1, 2]) {
      blames(gate, bad, nameless, 'd1')
    }
    expect(() => offered(gate, nameless, false)).not.toThrow()
  })
})

describe('the bytes of what is live', () => {
  it('are good, though they were refused once', async () => {
    const { gate, offering } = staged()
    blames(gate, bad, offering({ version: 'v1' }), 'd1')
    await expect(
      received(gate, { ...offering({ version: 'v1' }), liveDigest: 'd1' }, 'd1'),
    ).resolves.toBeUndefined()
    await expect(received(gate, { ...offering({ version: 'v1' }), liveDigest: 'd2' }, 'd1')).rejects.toThrow(
      'no',
    )
  })
})

describe('a payload that was refused beside the live value', () => {
  const unlike = new TermError('ERR_TERM_REFUSED', 'too few', { stage: 'validate' })
  const offer = { version: 'small', strong: true }

  it('is judged anew beside another one, and not beside the same', async () => {
    const { gate, offering } = staged()
    blames(gate, unlike, offering(offer, 'v1'), 'd1')
    await expect(received(gate, offering(offer, 'v1'), 'd1')).rejects.toThrow('too few')
    expect(() => offered(gate, offering(offer, 'v1'), false)).toThrow('too few')
    expect(() => offered(gate, offering(offer, 'v2'), false)).not.toThrow()
    await expect(received(gate, offering(offer, 'v2'), 'd1')).resolves.toBeUndefined()
  })

  it('is refused whatever is live where it can not be read', async () => {
    const { gate, offering } = staged()
    blames(gate, bad, offering(offer, 'v1'), 'd1')
    await expect(received(gate, offering(offer, 'v2'), 'd1')).rejects.toThrow('no')
  })
})

describe('P7: what is not the fault of the payload', () => {
  it.each([
    ['a bug in a fetcher', new TermError('ERR_TERM_CONTRACT', 'no')],
    ['a thread that died', new TermError('ERR_TERM_DECODER', 'no', { stage: 'decode' })],
    [
      'another term',
      new TermError('ERR_TERM_REFUSED', 'no', { cause: new TermError('ERR_TERM_NOT_LOADED', 'no') }),
    ],
    ['something else', new Error('no')],
  ])('is not remembered: %s', async (_, error) => {
    const { gate, offering } = staged()
    expect(blames(gate, error, offering({}), 'd1')).toBe(false)
    await expect(received(gate, offering({}), 'd1')).resolves.toBeUndefined()
  })
})

const candidate = (value: unknown, live: unknown) => ({
  value,
  live,
  signal: new AbortController().signal,
})

describe('a value', () => {
  it('passes as it is where nobody judges', () => {
    const value = {}
    const { gate, offering } = staged()
    expect(decoded(gate, offering({}), candidate(value, undefined), ask)).toBe(value)
  })

  it('is read by the schema first, and then judged beside the one that is live', async () => {
    const validate = vi.fn()
    const { gate, offering } = staged({ schema: digits, validate })
    const judged = async (value: unknown) => decoded(gate, offering({}), candidate(value, { n: 1 }), ask)
    expect(await judged('3')).toBe(3)
    expect(validate.mock.calls).toEqual([[3, { n: 1 }]])
    await expect(judged('three')).rejects.toMatchObject({ code: 'ERR_TERM_SCHEMA' })
    expect(validate).toHaveBeenCalledTimes(1)
  })
})
