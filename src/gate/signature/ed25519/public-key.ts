/** The forms in which an Ed25519 public key is had. @module */

import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { types } from 'node:util'
import { fromBase64 } from '../../../base/base64.ts'
import { isWeak, KEY_SIZE, publicKey, SPKI_PREFIX } from '../raw-key.ts'

/** A JSON Web Key (RFC 8037); Node's own type of it has moved from one version of its types to the next. */
export interface PublicJwk {
  readonly kty?: string | undefined
  readonly crv?: string | undefined
  readonly x?: string | undefined
}

export type Ed25519PublicKey = string | Uint8Array | KeyObject | PublicJwk

export interface Ed25519Key {
  /** The `kid` of a JWK; else its thumbprint (RFC 7638). */
  readonly id: string
  readonly key: KeyObject
}

/** The key that this is, or in words what else it is: nothing of it is told, since it may be a secret one. */
export function ed25519Key(value: unknown): Ed25519Key | string {
  const raw = rawOf(value)
  if (typeof raw === 'string') return raw
  if (isWeak(raw)) return 'a key under which anybody can sign'
  return { id: kidOf(value) ?? thumbprint(raw), key: publicKey(raw) }
}

function rawOf(value: unknown): Buffer | string {
  if (typeof value === 'string') return value.includes('-----BEGIN ') ? ofPem(value) : ofBase64(value)
  if (types.isUint8Array(value)) return ofBytes(Buffer.from(value))
  if (types.isKeyObject(value)) return ofObject(value as KeyObject)
  if (typeof value === 'object' && value !== null && 'kty' in value) return ofJwk(value as PublicJwk)
  return typeof value === 'object' ? 'an object that is no key' : `a ${typeof value}`
}

function ofBytes(bytes: Buffer): Buffer | string {
  if (bytes.byteLength === KEY_SIZE) return bytes
  const isSpki = bytes.byteLength === SPKI_PREFIX.byteLength + KEY_SIZE && bytes.indexOf(SPKI_PREFIX) === 0
  return isSpki ? bytes.subarray(SPKI_PREFIX.byteLength) : `${bytes.byteLength} bytes that are no key`
}

function ofBase64(text: string): Buffer | string {
  const bytes = fromBase64(text.trim())
  return bytes === undefined ? 'a text that is neither PEM nor base64' : ofBytes(bytes)
}

const PEM = /^-----BEGIN PUBLIC KEY-----\r?\n([\w+/=\r\n]+)-----END PUBLIC KEY-----$/

/** Node would make a public key of a private one, too, which doesn't belong here, and of a certificate, which may be over. */
function ofPem(text: string): Buffer | string {
  const [, base64] = PEM.exec(text.trim()) ?? []
  return base64 === undefined ? 'PEM of something else' : ofBase64(base64.replace(/[\r\n]/g, ''))
}

function ofObject(key: KeyObject): Buffer | string {
  if (key.type !== 'public') return `a ${key.type} key`
  if (key.asymmetricKeyType !== 'ed25519') return `a key of ${key.asymmetricKeyType}`
  return ofBytes(key.export({ format: 'der', type: 'spki' }))
}

function ofJwk(jwk: PublicJwk): Buffer | string {
  if ('d' in jwk) return 'a private key'
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519') return 'a JWK of another kind'
  try {
    return ofObject(createPublicKey({ key: jwk as Record<string, string>, format: 'jwk' }))
  } catch {
    return 'a JWK that can not be read'
  }
}

const LONGEST = 200

function kidOf(value: unknown): string | undefined {
  const { kid } = Object(value) as { readonly kid?: unknown }
  return typeof kid === 'string' && kid !== '' && kid.length <= LONGEST ? kid : undefined
}

function thumbprint(raw: Buffer): string {
  const jwk = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x: raw.toString('base64url') })
  return createHash('sha256').update(jwk).digest('base64url')
}
