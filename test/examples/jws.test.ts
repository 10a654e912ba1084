/** The example of a verifier of one's own, with real keys. @module */

import { createHash } from 'node:crypto'
import { CompactSign, createLocalJWKSet, exportJWK, generateKeyPair } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { jws } from '../../examples/jws.ts'
import { verified } from '../../src/gate/signature/index.ts'
import { http, json, remoteTerm } from '../../src/index.ts'
import { bytesOf, received } from '../support/evidence.ts'
import { grow, outcome } from '../support/grown.ts'
import { serveOrigin } from '../support/origin.ts'

const BYTES = bytesOf('{"EUR":1.08}')
const SHA256 = createHash('sha256').update(BYTES).digest('hex')
const CLAIM = { sha256: SHA256, name: 'prices', version: 7, exp: 1_893_456_000 }

const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true })
const jwk = await exportJWK(publicKey)
const verifier = jws(createLocalJWKSet({ keys: [{ ...jwk, kid: 'k1', alg: 'EdDSA' }] }))

const signed = (claim: object) =>
  new CompactSign(bytesOf(JSON.stringify(claim)))
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k1' })
    .sign(privateKey)

const answerTo = async (proof: string, bytes: Uint8Array = BYTES) =>
  verified(verifier, await received(verifier, bytes, proof), { term: 'prices', live: undefined })

test('S11: what was signed passes, with the id of its key and its claim', async () => {
  const claim = { name: 'prices', version: '7', expires: CLAIM.exp * 1_000, signedAt: undefined }
  expect(await answerTo(await signed(CLAIM))).toEqual({ key: 'k1', claim })
})

test('S11: other bytes, another term and what is missing are refused', async () => {
  expect(await answerTo(await signed(CLAIM), bytesOf('{}'))).toMatchObject({ rule: 'digest' })
  expect(await answerTo(await signed({ ...CLAIM, name: 'rates' }))).toMatchObject({ rule: 'name' })
  expect(await answerTo(await signed({ ...CLAIM, name: undefined }))).toMatchObject({ rule: 'require' })
})

test('P29: a term takes what is signed, and refuses the rest', async () => {
  const origin = await serveOrigin()
  onTestFinished(() => origin.close())
  origin.publish('/prices', BYTES)
  origin.reply('/prices.jws', { body: await signed(CLAIM) })
  const term = remoteTerm({
    name: 'prices',
    fetcher: http(`${origin.url}/prices`),
    deserialize: json<unknown>,
    verify: verifier,
    refreshInterval: null,
  })
  await grow({ term })
  expect(term.get()).toEqual({ EUR: 1.08 })
  expect(term.status().signedBy).toBe('k1')
  origin.publish('/prices', '{"EUR":9}')
  expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_SIGNATURE' })
  expect(term.get()).toEqual({ EUR: 1.08 })
})

test('S11: a JWS that was changed, or has no signature, is refused', async () => {
  const [header, , signature] = (await signed(CLAIM)).split('.')
  const payload = Buffer.from(JSON.stringify({ ...CLAIM, version: 8 })).toString('base64url')
  const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
  for (const proof of [`${header}.${payload}.${signature}`, `${none}.${payload}.`, 'x', '']) {
    expect(await answerTo(proof)).toMatchObject({ code: 'ERR_TERM_SIGNATURE', rule: 'verify' })
  }
})
