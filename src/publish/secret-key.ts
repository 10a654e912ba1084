/** Secret keys of minisign, as `minisign -G` writes them: with a password, or without one (`-W`). @module */

import { createPrivateKey, createPublicKey, type KeyObject, scryptSync } from 'node:crypto'
import { fromBase64 } from '../base/base64.ts'

export interface SecretKey {
  readonly id: Buffer
  readonly key: KeyObject
}

const SIZE = 158
const ENCRYPTED = 'Sc'
const PKCS8_OF_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
const FILE = /^(?:untrusted comment:[^\r\n]*\r?\n)?([^\r\n]*)$/

/** @throws TypeError that tells nothing of the key */
export function secretKey(text: string, password: string | undefined): SecretKey {
  const [, line = ''] = FILE.exec(text.trim()) ?? []
  const bytes = fromBase64(line)
  if (bytes?.byteLength !== SIZE || bytes.toString('latin1', 0, 2) !== 'Ed')
    throw new TypeError('publish: expected a secret key of minisign, got something else')
  const isEncrypted = bytes.toString('latin1', 2, 4) === ENCRYPTED
  if (isEncrypted && password === undefined)
    throw new TypeError('publish: the secret key is encrypted, and there is no password for it')
  const open = isEncrypted ? decrypted(bytes, password ?? '') : bytes.subarray(54)
  const seed = open.subarray(8, 40)
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_OF_ED25519, seed]), format: 'der', type: 'pkcs8' })
  // Both halves are there: only the right password makes them one pair.
  const half = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(12)
  if (!half.equals(open.subarray(40, 72)))
    throw new TypeError(
      `publish: the secret key can't be read${isEncrypted ? ': the password is wrong' : ''}`,
    )
  return { id: open.subarray(0, 8), key }
}

/** The key is hidden under a stream that scrypt makes of the password. */
function decrypted(bytes: Buffer, password: string): Buffer {
  const salt = bytes.subarray(6, 38)
  const [operations, memory] = [Number(bytes.readBigUInt64LE(38)), Number(bytes.readBigUInt64LE(46))]
  const hidden = bytes.subarray(54)
  const { N, r, p } = scryptCosts(operations, memory)
  const stream = scryptSync(password, salt, hidden.byteLength, { N, r, p, maxmem: 2 ** 31 })
  return Buffer.from(hidden.map((byte, index) => byte ^ (stream[index] as number)))
}

/** What libsodium makes of its two limits, of which the file keeps only these. */
function scryptCosts(operations: number, memory: number): { N: number; r: number; p: number } {
  const r = 8
  const limit = Math.max(32_768, operations)
  const powerAbove = (most: number): number => 2 ** (Math.floor(Math.log2(most / 2)) + 1)
  if (limit < memory / 32) return { N: powerAbove(limit / (r * 4)), r, p: 1 }
  const N = powerAbove(memory / (r * 128))
  return { N, r, p: Math.max(1, Math.floor(Math.min(limit / 4 / N, 0x3fffffff) / r)) }
}
