/** Plain Ed25519: the vectors of RFC 8032, the forms of keys, and what is refused. @module */

import { createPublicKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ed25519 } from '../../../src/gate/signature/index.ts'
import { isWeak } from '../../../src/gate/signature/raw-key.ts'
import { bytesOf, received } from '../../support/evidence.ts'
import { OTHER_BYTES, VECTORS } from './ed25519/rfc-8032.ts'

type Keys = Parameters<typeof ed25519>[0]

const hex = (text: string): Buffer => Buffer.from(text, 'hex')

async function verdict(keys: Keys, proof: Uint8Array | string | undefined, bytes: Uint8Array) {
  const verifier = ed25519(keys)
  return verifier.verify(await received(verifier, bytes, proof))
}

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const SPKI = publicKey.export({ format: 'der', type: 'spki' })
const JWK = publicKey.export({ format: 'jwk' })
const RAW = SPKI.subarray(12)
const PEM = publicKey.export({ format: 'pem', type: 'spki' }).toString()
const BYTES = bytesOf('{"EUR":1.08}')
const SIGNATURE = sign(null, BYTES, privateKey)

describe('RFC 8032, section 7.1', () => {
  it.each(VECTORS)('%s', async (_, { key, message, signature }) => {
    expect(await verdict(hex(key), hex(signature), hex(message))).toMatchObject({ ok: true })
    expect(await verdict(hex(key), hex(signature), OTHER_BYTES)).toMatchObject({ rule: 'signature' })
  })
})

describe('a public key', () => {
  it.each<[string, Keys]>([
    ['PEM', PEM],
    ['PEM with line breaks of Windows', PEM.replaceAll('\n', '\r\n')],
    ['DER', SPKI],
    ['DER in base64', SPKI.toString('base64')],
    ['its 32 bytes', new Uint8Array(RAW)],
    ['its 32 bytes in base64', RAW.toString('base64')],
    ['a JWK', JWK],
    ['a `KeyObject`', publicKey],
    [
      'one of several',
      [VECTORS[0][1].key, publicKey].map((key) => (typeof key === 'string' ? hex(key) : key)),
    ],
  ])('may be %s', async (_, keys) => {
    expect(await verdict(keys, SIGNATURE, BYTES)).toMatchObject({ ok: true })
  })

  it('has its thumbprint as its id, or the one that its JWK says', async () => {
    // RFC 8037, appendix A.3.
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
    const [, { message, signature }] = VECTORS[0]
    const key = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'
    expect(await verdict(jwk, hex(signature), hex(message))).toEqual({ ok: true, key })
    const named = { ...jwk, kid: 'prices-2026' } as JsonWebKey
    expect(await verdict(named, hex(signature), hex(message))).toEqual({ ok: true, key: 'prices-2026' })
  })

  const other = generateKeyPairSync('x25519')
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'got a undefined'],
    ['no key at all', [], 'one key or more'],
    ['an object', {}, 'an object that is no key'],
    ['a private PEM', privateKey.export({ format: 'pem', type: 'pkcs8' }), 'PEM of something else'],
    ['a private `KeyObject`', privateKey, 'a private key'],
    ['a private JWK', privateKey.export({ format: 'jwk' }), 'a private key'],
    ['another algorithm', other.publicKey, 'a key of x25519'],
    ['another algorithm as a JWK', other.publicKey.export({ format: 'jwk' }), 'a JWK of another kind'],
    ['a JWK of too few bytes', { ...JWK, x: 'AAAA' }, 'a JWK that can not be read'],
    [
      'another algorithm as PEM',
      other.publicKey.export({ format: 'pem', type: 'spki' }),
      'bytes that are no key',
    ],
    ['31 bytes', RAW.subarray(1), '31 bytes that are no key'],
    ['two PEMs', PEM + PEM, 'PEM of something else'],
    ['words', 'my public key', 'a text that is neither PEM nor base64'],
    [
      'a certificate',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      'PEM of something else',
    ],
  ])('is never %s', (_, keys, message) => {
    expect(() => ed25519(keys as Keys)).toThrow(TypeError)
    expect(() => ed25519(keys as Keys)).toThrow(message)
  })

  it('is not quoted in a message: what was put there may be a secret one', () => {
    expect(() => ed25519('SECRET-CANARY')).toThrow(expect.not.stringContaining('CANARY'))
  })

  it('under which anybody can sign is refused, though OpenSSL takes it', () => {
    const identity = Buffer.from([1, ...Array(31).fill(0)])
    const key = createPublicKey({ key: { ...JWK, x: identity.toString('base64url') }, format: 'jwk' })
    expect(() => ed25519(key)).toThrow('under which anybody can sign')
    for (const raw of [identity, Buffer.alloc(32), Buffer.from([...Array(31).fill(0), 0x80])]) {
      expect(isWeak(raw)).toBe(true)
      expect(() => ed25519(raw)).toThrow('under which anybody can sign')
    }
    expect(VECTORS.some(([, vector]) => isWeak(hex(vector.key)))).toBe(false)
  })
})

describe('a signature', () => {
  it.each<[string, Uint8Array | string]>([
    ['64 bytes', SIGNATURE],
    ['base64', SIGNATURE.toString('base64')],
    ['base64 with a line break', `${SIGNATURE.toString('base64')}\n`],
  ])('may be %s', async (_, proof) => {
    expect(await verdict(publicKey, proof, BYTES)).toMatchObject({ ok: true })
  })

  // The order of the group, which is added to the second half of a signature: another one that OpenSSL must not take.
  const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n
  const malleated = () => {
    const half = BigInt(`0x${Buffer.from(SIGNATURE.subarray(32)).reverse().toString('hex')}`) + ORDER
    const bytes = Buffer.from(half.toString(16).padStart(64, '0'), 'hex').reverse()
    return Buffer.concat([SIGNATURE.subarray(0, 32), bytes])
  }

  it.each<[string, string, Uint8Array | string | undefined]>([
    ['is missing', 'proof', undefined],
    ['is empty', 'proof', ''],
    ['is cut', 'proof', SIGNATURE.subarray(1)],
    ['goes on', 'proof', Buffer.concat([SIGNATURE, SIGNATURE])],
    ['is no base64', 'proof', `${SIGNATURE.toString('base64').slice(0, -3)}!==`],
    ['is of the other alphabet', 'proof', `-_${SIGNATURE.toString('base64').slice(2)}`],
    ['is of zeros', 'signature', Buffer.alloc(64)],
    ['is another one of the same bytes', 'signature', malleated()],
  ])('F25: is refused that %s', async (_, rule, proof) => {
    expect(await verdict(publicKey, proof, BYTES)).toMatchObject({ ok: false, rule })
  })

  it('is refused, whatever is changed of it or of the bytes', async () => {
    const change = fc.record({ at: fc.nat(63), bit: fc.nat(7), ofBytes: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(change, async ({ at, bit, ofBytes }) => {
        const [bytes, signature] = [Buffer.from(BYTES), Buffer.from(SIGNATURE)]
        const changed = ofBytes ? bytes : signature
        const place = at % changed.byteLength
        changed[place] = (changed[place] as number) ^ (1 << bit)
        expect(await verdict(publicKey, signature, bytes)).toMatchObject({ ok: false })
      }),
      { numRuns: 300 },
    )
  })

  it('of many bytes is verified in another thread, as is one of shared memory', async () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(2_000_000)).fill(7)
    const signature = sign(null, bytes, privateKey)
    expect(await verdict(publicKey, signature, bytes)).toMatchObject({ ok: true })
    bytes[1_999_999] = 8
    expect(await verdict(publicKey, signature, bytes)).toMatchObject({ ok: false, rule: 'signature' })
  })
})
