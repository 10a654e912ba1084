/** A verifier of one's own: a JSON Web Signature, by `jose`, of the SHA-256 of the bytes and of what is claimed of them. @module */

import { type CompactVerifyGetKey, compactVerify } from 'jose'
import type { Verifier } from '../src/index.ts'

/**
 * Lets pass what a JWS beside the object names: `{ "sha256": "...", "name": "prices", "version": 7, "exp": 1893456000 }`.
 *
 * Only the hash of a large object is signed, so that it is taken as the bytes pass. What throws here, as `jose` does where a
 * signature is wrong, is a refusal.
 *
 * @param keys - such as `createLocalJWKSet({ keys })`; never one that is fetched from where the data comes from
 */
export const jws = (keys: CompactVerifyGetKey): Verifier => ({
  name: 'jws',
  proof: { beside: '.jws' },
  hashes: ['sha256'],
  rules: { require: ['name', 'version'] },
  async verify({ hash, proof }) {
    if (proof === undefined) return { ok: false, rule: 'proof', reason: 'there is no JWS' }
    const { payload, protectedHeader } = await compactVerify(proof.bytes, keys, {
      algorithms: ['EdDSA', 'ES256'],
    })
    const { sha256, name, version, exp } = JSON.parse(Buffer.from(payload).toString())
    if (sha256 !== Buffer.from(hash('sha256')).toString('hex')) {
      return { ok: false, rule: 'digest', reason: 'other bytes were signed' }
    }
    const expires = exp === undefined ? undefined : exp * 1_000
    const claim = { name, version: String(version), expires }
    return { ok: true, key: protectedHeader.kid ?? 'without an id', claim }
  },
})
