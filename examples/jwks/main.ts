/** Verifies tokens by `jose`'s own remote key set, and by a term, while the issuer is up, down, and back. @module */

import { setTimeout as pass } from 'node:timers/promises'
import {
  createRemoteJWKSet,
  exportJWK,
  generateKeyPair,
  type JWTVerifyGetKey,
  jwtVerify,
  SignJWT,
} from 'jose'
import { supervise } from '../../src/index.ts'
import { openOrigin } from '../support/origin.ts'
import { keySet, keysOf } from './key-set.ts'

/** An issuer's key, and a token that it signed. */
async function key(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA')
  const token = await new SignJWT({ sub: 'alice' }).setProtectedHeader({ alg: 'EdDSA', kid }).sign(privateKey)
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' }, token }
}

const verdict = (token: string, keys: JWTVerifyGetKey): Promise<string> =>
  jwtVerify(token, keys).then(
    ({ payload }) => `${payload.sub} is let in`,
    ({ code }) => `refused: ${code}`,
  )

const [spring, summer] = await Promise.all([key('spring'), key('summer')])
await using issuer = await openOrigin()
issuer.publish('/jwks.json', JSON.stringify({ keys: [spring.jwk] }))
const url = `${issuer.url}/jwks.json`

// jose keeps its copy for ten minutes, and both ask again after 30 s. Here all of it is short, so that nobody has to wait: the
// same comes about, only sooner.
const MAX_AGE_MS = 500
const remote = createRemoteJWKSet(new URL(url), { cacheMaxAge: MAX_AGE_MS, cooldownDuration: 100 })
const keys = keysOf(url, '100ms')
await using _tree = await supervise({ keys })
const kept = keySet(keys)

async function compare(title: string, token: string): Promise<void> {
  console.log(title)
  console.log(`  jose alone:       ${await verdict(token, remote)}`)
  console.log(`  jose over a term: ${await verdict(token, kept)}`)
}

await compare('the issuer is up', spring.token)

issuer.goDown()
await pass(MAX_AGE_MS * 1.2)
await compare('the issuer answers 503, and jose’s copy has become too old', spring.token)

issuer.comeBack()
issuer.publish('/jwks.json', JSON.stringify({ keys: [spring.jwk, summer.jwk] }))
await compare('the issuer is back, with a new key', summer.token)

issuer.publish('/jwks.json', '{"keys":[]}')
await pass(MAX_AGE_MS * 1.2)
const answer = await keys.refresh().catch(({ code }) => code)
await compare(
  `the issuer publishes an empty set by mistake, which the term answers with ${answer}`,
  summer.token,
)
