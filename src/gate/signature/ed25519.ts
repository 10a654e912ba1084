/** Verifies plain Ed25519 signatures (RFC 8032) of the bytes: 64 bytes that claim nothing else. @module */

import { fromBase64 } from '../../base/base64.ts'
import { checkRecord } from '../../base/checks.ts'
import type { ProofPlace } from '../../base/proof.ts'
import { unexpected } from '../../base/unexpected.ts'
import { type Ed25519Key, type Ed25519PublicKey, ed25519Key } from './ed25519/public-key.ts'
import { checkProofPlace } from './proof-place.ts'
import { isSigned } from './signed.ts'
import type { Evidence, Rejected, Verdict, Verifier } from './verifier.ts'

export type { Ed25519PublicKey } from './ed25519/public-key.ts'

export interface Ed25519Options {
  /**
   * Where the signature is: 64 bytes, or base64 of them.
   *
   * @defaultValue `{ beside: '.sig' }`
   */
  readonly proof?: ProofPlace | undefined
}

/**
 * Lets pass what one of these keys has signed.
 *
 * A signature says nothing of the term: what the key signed for one passes for all that trust it, old versions, too. And the
 * bytes must be whole before they are hashed. For a key of several terms, and for large payloads, there is `minisign`.
 *
 * @param publicKeys - SPKI as PEM or DER, a JWK, a `KeyObject`, the 32 bytes, or base64 of bytes; a list of them while keys
 * change
 * @throws TypeError for what is no key; the message tells nothing of it
 */
export function ed25519(
  publicKeys: Ed25519PublicKey | readonly Ed25519PublicKey[],
  options: Ed25519Options = {},
): Verifier {
  checkRecord('ed25519', 'options', options, ['proof'])
  const { proof = { beside: '.sig' } } = options
  const keys = keysOf(publicKeys)
  return Object.freeze({
    name: 'ed25519',
    proof: checkProofPlace('ed25519', proof),
    verify: (received: Evidence) => verdictOn(received, keys),
  })
}

function keysOf(publicKeys: unknown): readonly Ed25519Key[] {
  const all = Array.isArray(publicKeys) ? publicKeys : [publicKeys]
  if (all.length === 0) throw unexpected('ed25519', 'publicKeys', 'one key or more', 'an empty list')
  return all.map((value: unknown, index) => {
    const key = ed25519Key(value)
    if (typeof key !== 'string') return key
    const option = Array.isArray(publicKeys) ? `publicKeys[${index}]` : 'publicKeys'
    throw new TypeError(`ed25519: expected \`${option}\` to be a public key of Ed25519, got ${key}`)
  })
}

async function verdictOn({ proof, bytes }: Evidence, keys: readonly Ed25519Key[]): Promise<Verdict> {
  if (proof === undefined) return refused('proof', 'there is no signature')
  const signature = signatureIn(proof.bytes)
  if (signature === undefined) return refused('proof', 'the signature is neither 64 bytes nor base64 of them')
  for (const { id, key } of keys) {
    if (await isSigned(bytes, key, signature)) return { ok: true, key: id }
  }
  return refused(
    'signature',
    `none of the keys has signed these bytes: ${keys.map(({ id }) => id).join(', ')}`,
  )
}

const SIZE = 64
// With room for line breaks.
const LONGEST = 100

function signatureIn(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.byteLength === SIZE) return bytes
  if (bytes.byteLength > LONGEST) return undefined
  const signature = fromBase64(Buffer.from(bytes).toString('latin1').trim())
  return signature?.byteLength === SIZE ? signature : undefined
}

const refused = (rule: string, reason: string): Rejected => ({ ok: false, rule, reason })
