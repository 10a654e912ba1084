/** A pair of keys of minisign for one run: the publisher signs, each process verifies. @module */

import { generateKeyPairSync, randomBytes } from 'node:crypto'

export interface SigningKeys {
  /** As `minisign -G -W` writes it: without a password. */
  readonly secret: string
  /** The line of base64. */
  readonly public: string
}

export function signingKeys(): SigningKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const half = publicKey.export({ format: 'der', type: 'spki' }).subarray(12)
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(16)
  const id = randomBytes(8)
  // The algorithm, no password, the kind of checksum; then salt and costs of the password that there isn't, and a checksum.
  const secret = [Buffer.from('Ed\0\0B2'), Buffer.alloc(48), id, seed, half, Buffer.alloc(32)]
  return {
    secret: Buffer.concat(secret).toString('base64'),
    public: Buffer.concat([Buffer.from('Ed'), id, half]).toString('base64'),
  }
}
