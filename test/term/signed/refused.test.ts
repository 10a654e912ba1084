/** Only what is signed is published: each thing that can be wrong with a signature, over real HTTP. @module */

import { describe, expect, it } from 'vitest'
import { minisign } from '../../../src/index.ts'
import { outcome } from '../../support/grown.ts'
import { minisignSigner } from '../../support/minisign-signer.ts'
import { type Answer, type Handler, hangUp, silence } from '../../support/origin.ts'
import { PRICES, PROOF, signedOrigin, signedTerm } from '../../support/signed-origin.ts'

const ONE = '{"EUR":1}'
const TWO = '{"EUR":2}'
const bytes = Buffer.from(TWO)

it('P29: what is signed is published, with the id of the key', async () => {
  const origin = await signedOrigin()
  origin.sign(ONE, 'name=prices version=7')
  const { term, heard } = await signedTerm(origin)
  expect(term.get()).toEqual({ EUR: 1 })
  expect(heard.of('refresh.updated')).toMatchObject([{ signedBy: origin.signer.id }])
  expect(term.status().signedBy).toBe(origin.signer.id)
  expect(origin.requests.map(({ path }) => path)).toEqual([PRICES, PROOF])
})

type Wrong = (good: string, id: Buffer) => Answer | Handler

const WRONG: Readonly<Record<string, readonly [rule: string, wrong: Wrong]>> = {
  'is not there': ['proof', () => ({ status: 404 })],
  'is gone': ['proof', () => ({ status: 410 })],
  'is empty': ['proof', () => ({ body: '' })],
  'is a page': ['proof', () => ({ body: '<html>' })],
  'is cut': ['proof', (good) => ({ body: good.slice(0, 90) })],
  'is longer than any': ['proof', (good) => ({ body: good + ' '.repeat(20_000) })],
  'has no signature of its comment': ['proof', (good) => ({ body: good.split('\n').slice(0, 3).join('\n') })],
  'has another comment': ['comment', (good) => ({ body: good.replace('version=7', 'version=8') })],
  'is of other bytes': ['signature', () => ({ body: '' })],
  'is of an unknown key': ['key', () => ({ body: minisignSigner().sign(bytes) })],
  'is of another key with the same id': ['comment', (_, id) => ({ body: minisignSigner(id).sign(bytes) })],
  'is of no algorithm': [
    'proof',
    (good) => ({ body: good.replace(/\n\S+\n/, `\n${Buffer.alloc(74).toString('base64')}\n`) }),
  ],
}

describe('P29, F25: a signature that', () => {
  it.each(Object.entries(WRONG))('%s', async (title, [rule, wrong]) => {
    const id = Buffer.from('0123456789abcdef', 'hex')
    const signer = minisignSigner(id)
    const origin = Object.assign(await signedOrigin(), { signer })
    origin.reply(PROOF, { body: signer.sign(Buffer.from(ONE), { comment: 'version=7' }) })
    origin.publish(PRICES, ONE)
    const { term, heard } = await signedTerm(origin)
    const before = term.snapshot()

    origin.publish(PRICES, TWO)
    const good = signer.sign(bytes, { comment: 'version=7' })
    if (title !== 'is of other bytes') origin.reply(PROOF, wrong(good, id))
    const error = await outcome(term.refresh())
    expect(error).toMatchObject({ code: 'ERR_TERM_SIGNATURE', stage: 'download', term: 'prices' })
    expect(String(error)).toContain(origin.url + PRICES)
    expect(term.snapshot()).toBe(before)
    expect(heard.of('term.rejected')).toMatchObject([
      { code: 'ERR_TERM_SIGNATURE', rule, remembered: false, kept: before.version },
    ])

    // Nothing is remembered: the signature may only have been late.
    origin.reply(PROOF, { body: good })
    expect(await term.refresh()).toBe('updated')
    expect(term.get()).toEqual({ EUR: 2 })
  })
})

describe('P29: a signature that can not be had', () => {
  it.each<[string, string, Answer | Handler]>([
    ['for an error of its origin', 'ERR_TERM_HTTP', { status: 500 }],
    ['without access', 'ERR_TERM_DENIED', { status: 403 }],
    ['for a connection that breaks', 'ERR_TERM_NETWORK', hangUp],
    ['since it is compressed', 'ERR_TERM_PROTOCOL', { headers: { 'content-encoding': 'gzip' }, body: 'x' }],
    [
      'since it is elsewhere',
      'ERR_TERM_REDIRECT',
      { status: 302, headers: { location: 'https://elsewhere.test/x' } },
    ],
  ])('%s', async (_, code, answer) => {
    const origin = await signedOrigin()
    origin.sign(ONE)
    const { term, heard } = await signedTerm(origin)
    origin.publish(PRICES, TWO)
    origin.reply(PROOF, answer)
    expect(await outcome(term.refresh())).toMatchObject({
      code,
      message: expect.stringContaining('no signature could be had'),
    })
    expect(term.get()).toEqual({ EUR: 1 })
    expect(heard.of('term.rejected')).toEqual([])
  })

  it('since its origin never answers, ends with the deadline of the attempt', async () => {
    const origin = await signedOrigin()
    origin.sign(ONE)
    const { term, time } = await signedTerm(origin)
    origin.publish(PRICES, TWO)
    origin.reply(PROOF, silence)
    const refreshed = outcome(term.refresh())
    await origin.received(4)
    await time.advance('2m')
    expect(await refreshed).toMatchObject({ code: 'ERR_TERM_TIMEOUT' })
    expect(term.get()).toEqual({ EUR: 1 })
  })
})

it('F26: what was signed for another term is refused', async () => {
  const origin = await signedOrigin()
  origin.sign(ONE, 'name=rates')
  const { term, heard } = await signedTerm(origin)
  expect(term.peek()).toBeUndefined()
  expect(heard.of('term.rejected')).toMatchObject([
    { rule: 'name', reason: expect.stringContaining('`rates`') },
  ])
  const other = await signedTerm(origin, { verify: minisign(origin.signer.publicKey, { name: 'rates' }) })
  expect(other.term.get()).toEqual({ EUR: 1 })
})

it('P29: each of several keys will do, and one that was taken off the list will not', async () => {
  const origin = await signedOrigin()
  const next = minisignSigner()
  origin.publish(PRICES, ONE)
  origin.reply(PROOF, { body: next.sign(Buffer.from(ONE)) })
  const both = await signedTerm(origin, { verify: minisign([origin.signer.publicKey, next.publicKey]) })
  expect(both.term.status().signedBy).toBe(next.id)
  const { term, heard } = await signedTerm(origin)
  expect([term.peek(), heard.outcomes()]).toEqual([undefined, ['ERR_TERM_SIGNATURE']])
})
