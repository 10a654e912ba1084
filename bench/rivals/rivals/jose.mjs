/** jose's remote key set, with the times of the guide of a service that wants its keys fresh. @module */

import { createPrivateKey, createPublicKey } from 'node:crypto'

export const name = 'jose'
export const asks = 'http'
export const pollMs = 300
export const made = { good, odd: '{"keys":5}' }
export const well = 'asks only when a token needs it; a cooldown keeps unknown keys from flooding the origin'

/** Any key will do: 32 bytes behind the head of PKCS #8. */
const SECRET = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]),
  format: 'der',
  type: 'pkcs8',
})

/** @param {string} version */
function good(version) {
  const key = { ...createPublicKey(SECRET).export({ format: 'jwk' }), kid: 'one', alg: 'EdDSA' }
  return JSON.stringify({ version, keys: [key] })
}

/** @param {string} url */
export async function start(url) {
  const { createRemoteJWKSet, jwtVerify, SignJWT } = await import('jose')
  const token = await new SignJWT({ sub: 'a' }).setProtectedHeader({ alg: 'EdDSA', kid: 'one' }).sign(SECRET)
  const keys = createRemoteJWKSet(new URL(url), { cacheMaxAge: pollMs, cooldownDuration: 100 })
  async function read() {
    await jwtVerify(token, keys)
    return keys.jwks()?.version
  }
  return { read, stop: () => {} }
}
