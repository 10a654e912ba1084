/** Asks OpenSSL whether a message was signed; a long one is for another thread. @module */

import { type KeyObject, verify } from 'node:crypto'

/** SHA-512 takes about a millisecond for so many bytes, and less than a job in Node's pool does when that is busy. */
const LONG = 2 ** 19

/**
 * Did the key sign these bytes (RFC 8032, section 5.1.7)?
 *
 * The whole of them is wanted at once: Ed25519 hashes what is signed only after a part of the signature and the key.
 */
export async function isSigned(bytes: Uint8Array, key: KeyObject, signature: Uint8Array): Promise<boolean> {
  if (bytes.byteLength <= LONG) return verify(null, bytes, key, signature)
  return new Promise((resolve, reject) => {
    verify(null, bytes, key, signature, (error, isGood) => (error ? reject(error) : resolve(isGood)))
  })
}
