/** Signatures in time: versions that go back, expiries, the same bytes signed anew, and what is replaced in two steps. @module */

import { describe, expect, it } from 'vitest'
import { minisign } from '../../../src/index.ts'
import { outcome } from '../../support/grown.ts'
import { PRICES, PROOF, type SignedOrigin, signedOrigin, signedTerm } from '../../support/signed-origin.ts'

const ONE = '{"EUR":1}'
const TWO = '{"EUR":2}'
const day = 24 * 3_600_000

/** A day from so many days after the beginning of the simulated time. */
const on = (days: number, from = 0) => new Date(from + days * day).toISOString().replace('.000', '')

const proofs = ({ requests }: SignedOrigin) => requests.filter(({ path }) => path === PROOF).length
const bodies = ({ requests }: SignedOrigin) =>
  requests.filter(({ path, headers }) => path === PRICES && !headers['if-none-match']).length

describe('P30, F27: a signed version', () => {
  it('that is lower than the published one is refused, and so is one without', async () => {
    const origin = await signedOrigin()
    origin.sign(ONE, 'version=7')
    const { term, heard } = await signedTerm(origin)
    for (const comment of ['version=6', '', 'version=6b']) {
      origin.sign(TWO, comment)
      expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_OUTDATED' })
    }
    expect(heard.of('term.rejected').map(({ rule }) => rule)).toEqual(['version', 'version', 'version'])
    expect(term.get()).toEqual({ EUR: 1 })
    origin.sign(TWO, 'version=8')
    expect(await term.refresh()).toBe('updated')
  })

  it('may go back where that is allowed, and jumps no further than is', async () => {
    const origin = await signedOrigin()
    origin.sign(ONE, 'version=7')
    const verify = minisign(origin.signer.publicKey, { allowRollback: true, maxJump: 10 })
    const { term, heard } = await signedTerm(origin, { verify })
    origin.sign(TWO, 'version=6')
    expect(await term.refresh()).toBe('updated')
    origin.sign(ONE, `version=${Number.MAX_SAFE_INTEGER}`)
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_SIGNATURE' })
    expect(heard.of('term.rejected')).toMatchObject([{ rule: 'maxJump', figures: { maxJump: 10, live: 6 } }])
  })

  it('is that of the same bytes as well', async () => {
    const origin = await signedOrigin()
    origin.sign(ONE, 'version=7')
    const { term } = await signedTerm(origin)
    origin.reply(PRICES, { body: ONE })
    origin.reply(PROOF, { body: origin.signer.sign(Buffer.from(ONE), { comment: 'version=9' }) })
    expect(await term.refresh()).toBe('unchanged')
    origin.sign(TWO, 'version=8')
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_OUTDATED' })
  })
})

describe('P29: the bytes of what is live', () => {
  it('are no confirmation where their signature is gone', async () => {
    const origin = await signedOrigin()
    origin.sign(ONE)
    const { term } = await signedTerm(origin)
    const { confirmedAt } = term.snapshot()
    origin.reply(PRICES, { body: ONE })
    origin.reply(PROOF, { status: 404 })
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_SIGNATURE' })
    expect(term.snapshot().confirmedAt).toEqual(confirmedAt)
  })
})

describe('P31, F28: a signature that expires', () => {
  /** An origin whose data is good for a day, and a term that has it. */
  async function forADay() {
    const origin = await signedOrigin()
    const begun = await signedTerm(origin)
    const start = begun.time.clock.now()
    origin.sign(ONE, `expires=${on(1, start)}`)
    expect(await begun.term.refresh()).toBe('updated')
    return { ...begun, origin, start }
  }

  it('is refused once it is over', async () => {
    const { origin, term, time, start, heard } = await forADay()
    await time.advance(2 * day)
    origin.sign(TWO, `expires=${on(1, start)}`)
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_EXPIRED' })
    expect(heard.of('term.rejected').at(-1)).toMatchObject({ rule: 'expires', remembered: false })
    expect(term.get()).toEqual({ EUR: 1 })
  })

  it('is looked for at each 304, and the same one confirms only in its time', async () => {
    const { origin, term, time } = await forADay()
    const before = proofs(origin)
    expect(await term.refresh()).toBe('unchanged')
    expect(proofs(origin)).toBe(before + 1)
    const { confirmedAt } = term.snapshot()
    await time.advance(2 * day)
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_EXPIRED' })
    expect(term.snapshot().confirmedAt).toEqual(confirmedAt)
  })

  it('is no confirmation at a 304 once it is gone', async () => {
    const { origin, term } = await forADay()
    origin.reply(PROOF, { status: 404 })
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_SIGNATURE' })
    expect(term.get()).toEqual({ EUR: 1 })
  })

  it('is replaced by a newer one of the same bytes, for one body', async () => {
    const { origin, term, time, start } = await forADay()
    const before = bodies(origin)
    origin.reply(PROOF, {
      body: origin.signer.sign(Buffer.from(ONE), { comment: `expires=${on(9, start)}` }),
    })
    expect(await term.refresh()).toBe('unchanged')
    expect(bodies(origin)).toBe(before + 1)
    await time.advance(2 * day)
    expect(await term.refresh()).toBe('unchanged')
    expect(bodies(origin)).toBe(before + 1)
  })

  it('is not replaced by one of other bytes at a 304', async () => {
    const { origin, term, time } = await forADay()
    origin.reply(PROOF, { body: origin.signer.sign(Buffer.from(TWO), { comment: 'expires=2999-01-01' }) })
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_SIGNATURE' })
    await time.advance(2 * day)
    expect(term.status().expired).toBe(true)
  })

  it('costs nothing where nothing expires', async () => {
    const origin = await signedOrigin()
    origin.sign(ONE, 'version=7')
    const { term } = await signedTerm(origin)
    expect(await term.refresh()).toBe('unchanged')
    expect(proofs(origin)).toBe(1)
  })
})

describe('P29: object and signature that are replaced one after the other', () => {
  it.each(['the object', 'the signature'])('heal by themselves where %s comes first', async (first) => {
    const origin = await signedOrigin()
    origin.sign(ONE)
    const { term, heard, time } = await signedTerm(origin, { retry: { base: '1s', cap: '1s' } })
    const signature = { body: origin.signer.sign(Buffer.from(TWO)) }
    if (first === 'the object') origin.publish(PRICES, TWO)
    else {
      origin.reply(PRICES, { body: ONE })
      origin.reply(PROOF, signature)
    }
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_SIGNATURE' })
    expect(term.get()).toEqual({ EUR: 1 })
    origin.publish(PRICES, TWO)
    origin.reply(PROOF, signature)
    const end = heard.end()
    await time.advance('2s')
    expect(await end).toMatchObject({ outcome: 'updated' })
    expect(term.get()).toEqual({ EUR: 2 })
  })
})
