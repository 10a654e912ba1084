/** What has a wrong signature is not downloaded again and again, and a late signature is no later for that. @module */

import { describe, expect, it } from 'vitest'
import { minisign } from '../../../src/index.ts'
import { outcome } from '../../support/grown.ts'
import { minisignSigner } from '../../support/minisign-signer.ts'
import type { Answer } from '../../support/origin.ts'
import { PRICES, PROOF, signedOrigin, signedTerm } from '../../support/signed-origin.ts'

const ONE = '{"EUR":1}'
const TWO = '{"EUR":22}'
const FAILED = { outcome: 'failed', code: 'ERR_TERM_SIGNATURE' }
const DOWNLOADED = { ...FAILED, stage: 'download', bytes: TWO.length }
const ASKED = { ...FAILED, stage: 'probe', bytes: 0 }

/** An origin that has this in the place of the signature of `2`, and a term that has downloaded it twice. */
async function refusedTwice(wrong: Answer, options: object = {}) {
  const origin = await signedOrigin()
  origin.sign(ONE)
  const begun = await signedTerm(origin, { retry: { base: '1s', cap: '1s' }, ...options })
  const { heard, time, term } = begun
  /** How the next attempt ends that the term makes by itself. */
  const next = async () => {
    const end = heard.end()
    await time.advance('2s')
    return end
  }
  origin.publish(PRICES, TWO)
  origin.reply(PROOF, wrong)
  expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_SIGNATURE' })
  expect(await next()).toMatchObject(DOWNLOADED)
  return { ...begun, origin, next, good: { body: origin.signer.sign(Buffer.from(TWO)) } }
}

const MISSING = { status: 404 }
const FOREIGN = { body: minisignSigner().sign(Buffer.from(TWO)) }

describe('P29: a payload whose signature was refused twice', () => {
  it.each([
    ['is not there', MISSING],
    ['is of another key', FOREIGN],
  ])('is not downloaded while that %s, and published as soon as it comes', async (_, wrong) => {
    const { origin, next, term, good, heard } = await refusedTwice(wrong)
    for (let time = 0; time < 3; time++) expect(await next()).toMatchObject(ASKED)
    expect(term.status().lastError?.message).toContain('was not downloaded again')
    expect(term.status().quarantined).toEqual([])
    expect(heard.of('term.rejected')).toHaveLength(2)
    origin.reply(PROOF, good)
    expect(await next()).toMatchObject({ outcome: 'updated', bytes: TWO.length })
    expect(term.get()).toEqual({ EUR: 22 })
  })

  it('is downloaded for another wrong signature', async () => {
    const { origin, next } = await refusedTwice(MISSING)
    expect(await next()).toMatchObject(ASKED)
    origin.reply(PROOF, FOREIGN)
    for (const end of [DOWNLOADED, DOWNLOADED, ASKED]) expect(await next()).toMatchObject(end)
  })

  it('is downloaded for who asks by hand, and once the time of the quarantine is over', async () => {
    const { next, term, time, heard } = await refusedTwice(MISSING, { quarantine: '5s' })
    expect(await next()).toMatchObject(ASKED)
    expect(await outcome(term.refresh())).toMatchObject({ stage: 'download' })
    expect(await next()).toMatchObject(ASKED)
    const end = heard.next((event) => event.type === 'refresh.failed' && event.bytes > 0)
    await time.advance('6s')
    expect(await end).toMatchObject(DOWNLOADED)
  })

  it('gives way to another one, and to the live one, which is not downloaded for it at each poll', async () => {
    const { origin, next, term } = await refusedTwice(MISSING, { refreshInterval: '1s' })
    origin.sign(ONE)
    expect(await next()).toMatchObject({ outcome: 'unchanged' })
    expect(await next()).toMatchObject({ outcome: 'unchanged', bytes: 0 })
    origin.sign('{"EUR":3}')
    expect(await next()).toMatchObject({ outcome: 'updated' })
    expect(term.get()).toEqual({ EUR: 3 })
  })

  it('is told from one whose signature nobody can bring', async () => {
    const { origin, next } = await refusedTwice(MISSING)
    origin.reply(PROOF, { status: 500 })
    expect(await next()).toMatchObject({ code: 'ERR_TERM_HTTP', bytes: 0 })
    origin.reply(PROOF, MISSING)
    expect(await next()).toMatchObject(ASKED)
  })
})

it('P29: what a verifier could not judge is downloaded each time', async () => {
  const { verify: _, ...good } = minisign(minisignSigner().publicKey)
  const verify = {
    ...good,
    verify: () => {
      throw new Error('no key is at hand')
    },
  }
  const { next } = await refusedTwice({ body: 'any' }, { verify })
  expect(await next()).toMatchObject(DOWNLOADED)
})
