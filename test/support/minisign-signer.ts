/** Signs as minisign does. @module */

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

interface Signing {
  /** @defaultValue no field */
  readonly comment?: string
  /** Sign the bytes themselves? @defaultValue `false` */
  readonly isLegacy?: boolean
  /** What is written as the id of the key. */
  readonly id?: Uint8Array
}

export interface Signer {
  /** The line of base64. */
  readonly publicKey: string
  /** As minisign shows it. */
  readonly id: string
  sign(bytes: Uint8Array, how?: Signing): string
}

/** A new pair of keys; the id by chance unless one is given. */
export function minisignSigner(id: Buffer = randomBytes(8)): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(12)
  return {
    publicKey: Buffer.concat([Buffer.from('Ed'), id, raw]).toString('base64'),
    id: id.readBigUInt64LE().toString(16).toUpperCase(),
    sign: (bytes, how = {}) => fileOf(bytes, privateKey, { id, ...how }),
  }
}

function fileOf(
  bytes: Uint8Array,
  key: KeyObject,
  { comment = '', isLegacy = false, id = Buffer.alloc(8) }: Signing,
) {
  const message = isLegacy ? bytes : createHash('blake2b512').update(bytes).digest()
  const signature = sign(null, message, key)
  const global = sign(null, Buffer.concat([signature, Buffer.from(comment)]), key)
  const signed = Buffer.concat([Buffer.from(isLegacy ? 'Ed' : 'ED'), id, signature])
  return [
    'untrusted comment: signature of a test',
    signed.toString('base64'),
    `trusted comment: ${comment}`,
    global.toString('base64'),
    '',
  ].join('\n')
}
