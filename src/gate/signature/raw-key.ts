/** An Ed25519 public key of its 32 bytes (RFC 8032), as Node wants it. @module */

import { createPublicKey, type KeyObject } from 'node:crypto'

/** What SPKI writes before the 32 bytes (RFC 8410, section 4). */
export const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

export const KEY_SIZE = 32

export const publicKey = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' })

/** The points of order 1, 2, 4 and 8, with the bit of the sign left out, and their forms that aren't reduced. */
const WEAK: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

/** Is it a key, such as one of zeros, under which anybody can sign? OpenSSL takes it as any other. */
export function isWeak(raw: Uint8Array): boolean {
  const unsigned = Buffer.from(raw)
  unsigned[KEY_SIZE - 1] = (unsigned[KEY_SIZE - 1] as number) & 0x7f
  return WEAK.has(unsigned.toString('hex'))
}
