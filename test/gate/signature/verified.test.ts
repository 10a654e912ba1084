/** Asking a verifier, whoever wrote it: nothing but its plain yes lets a payload pass. @module */

import { createHmac, timingSafeEqual } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Evidence,
  isRefusal,
  minisign,
  type Verdict,
  type Verifier,
  verified,
} from '../../../src/gate/signature/index.ts'
import { bytesOf, received } from '../../support/evidence.ts'
import { minisignSigner } from '../../support/minisign-signer.ts'

const BYTES = bytesOf('{"EUR":1.08,"note":"SECRET-CANARY"}')
const TERM = { term: 'prices', live: undefined }

const verifierOf = (verify: (received: Evidence) => unknown): Verifier => ({
  name: 'by hand',
  proof: { header: 'x-signature' },
  verify: verify as Verifier['verify'],
})

const asked = async (verifier: Verifier, proof: string | undefined = 'proof', context = TERM) =>
  verified(verifier, await received(verifier, BYTES, proof), context)

const answering = (verdict: unknown) => asked(verifierOf(() => verdict))

describe('a verifier that says yes', () => {
  it('is believed with its key and its claim, which nobody changes afterwards', async () => {
    const claim = { name: 'prices', version: '7', expires: 5, signedAt: 4, other: 'x' }
    const answer = await answering({ ok: true, key: 'k1', claim })
    claim.name = 'rates'
    expect(answer).toEqual({ key: 'k1', claim: { name: 'prices', version: '7', expires: 5, signedAt: 4 } })
    expect(isRefusal(answer)).toBe(false)
    expect(Object.isFrozen('claim' in answer && answer.claim)).toBe(true)
  })

  it('may claim nothing, and may take its time', async () => {
    expect(await answering(Promise.resolve({ ok: true, key: 'k1' }))).toEqual({ key: 'k1', claim: {} })
  })

  it('has its claim held to its rules', async () => {
    const verifier = {
      ...verifierOf(() => ({ ok: true, key: 'k1' })),
      rules: { require: ['expires'] as const },
    }
    expect(await asked(verifier)).toMatchObject({ code: 'ERR_TERM_SIGNATURE', rule: 'require' })
    const older = verifierOf(() => ({ ok: true, key: 'k1', claim: { version: '6' } }))
    const context = { term: 'prices', live: { version: '7' } } as const
    expect(await verified(older, await received(older, BYTES, 'x'), context)).toMatchObject({
      code: 'ERR_TERM_OUTDATED',
    })
  })
})

describe('P29: nothing else lets bytes pass', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['true', true],
    ['a key alone', { key: 'k1' }],
    ['something like yes', { ok: 1, key: 'k1' }],
    ['yes without a key', { ok: true }],
    ['yes with an empty key', { ok: true, key: '' }],
    ['yes with a key that is none', { ok: true, key: {} }],
    ['a claim that is none', { ok: true, key: 'k1', claim: 'name=prices' }],
    ['a claim of null', { ok: true, key: 'k1', claim: null }],
    ['a version that is a number', { ok: true, key: 'k1', claim: { version: 7 } }],
    ['an expiry that is no number', { ok: true, key: 'k1', claim: { expires: 'never' } }],
    ['an expiry that never comes', { ok: true, key: 'k1', claim: { expires: Number.POSITIVE_INFINITY } }],
    ['an expiry that is NaN', { ok: true, key: 'k1', claim: { expires: Number.NaN } }],
    ['no', { ok: false, reason: 'because' }],
  ])('not %s', async (_, verdict) => {
    expect(await answering(verdict)).toMatchObject({ code: 'ERR_TERM_SIGNATURE', rule: 'verify' })
  })

  it('not a promise that is rejected', async () => {
    expect(await asked(verifierOf(() => Promise.reject(new Error('no'))))).toMatchObject({ rule: 'verify' })
  })

  it('not whatever else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (verdict) => {
        expect(isRefusal(await answering(verdict))).toBe(true)
      }),
    )
  })

  it('not a getter that throws, nor one that changes its mind', async () => {
    const throwing = {
      get ok() {
        throw new Error('no')
      },
    }
    expect(await answering(throwing)).toMatchObject({ rule: 'verify' })
    let times = 0
    const fickle = {
      key: 'k1',
      get ok() {
        times += 1
        return times > 2
      },
    }
    expect(isRefusal(await answering(fickle))).toBe(true)
  })

  it('and where there is no proof, nobody is asked', async () => {
    const verifier = verifierOf(() => ({ ok: true, key: 'k1' }))
    const answer = await verified(verifier, await received(verifier, BYTES, undefined), TERM)
    expect(answer).toEqual({
      code: 'ERR_TERM_SIGNATURE',
      rule: 'proof',
      message: '`verify` (by hand): there is no signature in the header x-signature',
    })
  })
})

describe('a refusal', () => {
  it('says which part is to blame, and why', async () => {
    expect(await answering({ ok: false, rule: 'key', reason: 'key k2 is not known' })).toEqual({
      code: 'ERR_TERM_SIGNATURE',
      rule: 'key',
      message: '`verify` (by hand): key k2 is not known',
    })
  })

  it('quotes nothing of the payload, whether it was said or thrown', async () => {
    const said = await answering({ ok: false, reason: `saw ${BYTES}` })
    const thrown = await asked(
      verifierOf(({ bytes }) => {
        throw new Error(`saw ${Buffer.from(bytes)}`)
      }),
    )
    for (const answer of [said, thrown]) {
      expect(isRefusal(answer) && answer.message).toEqual(expect.not.stringContaining('CANARY'))
    }
    expect(thrown).toMatchObject({
      message: expect.stringMatching(/^`verify` \(by hand\): it failed: saw /),
      cause: expect.any(Error),
    })
  })

  it('has a word for its rule, whatever the verifier says', async () => {
    expect(await answering({ ok: false, rule: 'x\n'.repeat(99), reason: 'no' })).toMatchObject({
      rule: 'verify',
    })
  })
})

describe('verifiers', () => {
  it('of minisign hold the name to that of the term', async () => {
    const signer = minisignSigner()
    const verifier = minisign(signer.publicKey)
    const good = signer.sign(BYTES, { comment: 'name=prices version=7' })
    expect(await asked(verifier, good)).toMatchObject({ key: signer.id, claim: { version: '7' } })
    const other = signer.sign(BYTES, { comment: 'name=rates version=7' })
    expect(await asked(verifier, other)).toMatchObject({ code: 'ERR_TERM_SIGNATURE', rule: 'name' })
  })

  it('S7: may be written in some lines: an HMAC of the hash', async () => {
    const mac = (hash: Uint8Array) => createHmac('sha256', 'shared').update(hash).digest()
    const hmac: Verifier = {
      name: 'hmac',
      proof: { header: 'x-hmac' },
      hashes: ['sha256'],
      verify({ hash, proof }): Verdict {
        const [given, right] = [
          Buffer.from(`${proof && Buffer.from(proof.bytes)}`, 'hex'),
          mac(hash('sha256')),
        ]
        const isSame = given.byteLength === right.byteLength && timingSafeEqual(given, right)
        return isSame ? { ok: true, key: 'shared' } : { ok: false, reason: 'another HMAC' }
      },
    }
    const { hash } = await received(hmac, BYTES, undefined)
    expect(await asked(hmac, mac(hash('sha256')).toString('hex'))).toMatchObject({ key: 'shared' })
    expect(await asked(hmac, 'abcd')).toMatchObject({ code: 'ERR_TERM_SIGNATURE' })
  })
})
