/** Three questions before anything is published, and what is remembered of the answers. @module */

import { describe, expect, it, vi } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import { type Ask, blames, decoded, gateOf, type Offer, offered, received } from '../../src/gate/gate.ts'
import { digits } from '../support/standard-schema.ts'

const bad = new TermError('ERR_TERM_DESERIALIZE', 'no', { stage: 'decode' })
const ask: Ask = async (_, call) => call()
const clock = () => ({ now: () => 0, monotonic: () => 0 })

function staged(judges: Partial<Parameters<typeof gateOf>[0]> = {}) {
  const gate = gateOf({ schema: undefined, validate: undefined, quarantineMs: 1_000, ...judges }, clock)
  const offering = (offer: Offer, live?: string) => ({
    offer,
    term: 'prices',
    source: 'https://cdn.test/prices',
    live,
  })
  return { gate, offering }
}

describe('P7: bytes that were refused', () => {
  it('are not read again, under whatever name', () => {
    const { gate, offering } = staged()
    const one = offering({ version: 'v1' })
    expect(() => received(gate, one, 'd1')).not.toThrow()
    expect(blames(gate, bad, one, 'd1')).toBe(true)
    const other = offering({ version: 'v2' })
    expect(() => received(gate, other, 'd1')).toThrow(
      expect.objectContaining({
        code: 'ERR_TERM_QUARANTINED',
        stage: 'download',
        message: expect.stringMatching(
          /^\[prices\] ERR_TERM_DESERIALIZE: no; .* still offered by https:\/\/cdn\.test\/prices$/,
        ),
      }),
    )
    expect(() => received(gate, other, 'd2')).not.toThrow()
  })

  it('are not offered again under a strong name that they came under twice, unless somebody looks anew', () => {
    const { gate, offering } = staged()
    const strong = offering({ version: 'v1', strong: true })
    blames(gate, bad, strong, 'd1')
    offered(gate, strong, false)
    expect(() => received(gate, strong, 'd1')).toThrow(TermError)
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
  it('are good, though they were refused once', () => {
    const { gate, offering } = staged()
    blames(gate, bad, offering({ version: 'v1' }), 'd1')
    expect(() => received(gate, { ...offering({ version: 'v1' }), liveDigest: 'd1' }, 'd1')).not.toThrow()
    expect(() => received(gate, { ...offering({ version: 'v1' }), liveDigest: 'd2' }, 'd1')).toThrow('no')
  })
})

describe('a payload that was refused beside the live value', () => {
  const unlike = new TermError('ERR_TERM_REFUSED', 'too few', { stage: 'validate' })
  const offer = { version: 'small', strong: true }

  it('is judged anew beside another one, and not beside the same', () => {
    const { gate, offering } = staged()
    blames(gate, unlike, offering(offer, 'v1'), 'd1')
    expect(() => received(gate, offering(offer, 'v1'), 'd1')).toThrow('too few')
    expect(() => offered(gate, offering(offer, 'v1'), false)).toThrow('too few')
    expect(() => offered(gate, offering(offer, 'v2'), false)).not.toThrow()
    expect(() => received(gate, offering(offer, 'v2'), 'd1')).not.toThrow()
  })

  it('is refused whatever is live where it can not be read', () => {
    const { gate, offering } = staged()
    blames(gate, bad, offering(offer, 'v1'), 'd1')
    expect(() => received(gate, offering(offer, 'v2'), 'd1')).toThrow('no')
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
  ])('is not remembered: %s', (_, error) => {
    const { gate, offering } = staged()
    expect(blames(gate, error, offering({}), 'd1')).toBe(false)
    expect(() => received(gate, offering({}), 'd1')).not.toThrow()
  })
})

describe('a value', () => {
  it('passes as it is where nobody judges', () => {
    const value = {}
    expect(decoded(staged().gate, value, undefined, ask)).toBe(value)
  })

  it('is read by the schema first, and then judged beside the one that is live', async () => {
    const validate = vi.fn()
    const { gate } = staged({ schema: digits, validate })
    expect(await decoded(gate, '3', { n: 1 }, ask)).toBe(3)
    expect(validate.mock.calls).toEqual([[3, { n: 1 }]])
    await expect(decoded(gate, 'three', { n: 1 }, ask)).rejects.toMatchObject({ code: 'ERR_TERM_SCHEMA' })
    expect(validate).toHaveBeenCalledTimes(1)
  })
})
