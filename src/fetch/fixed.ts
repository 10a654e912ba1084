/** A fetcher of data that never changes: for tests, for defaults, for what is compiled in. @module */

import { createHash } from 'node:crypto'
import { types } from 'node:util'
import { checkRecord } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import { checkBodySize } from './contract/body-size.ts'
import type { BringProof, Fetcher } from './fetcher.ts'
import { encoded, type FixedData } from './fixed/encode.ts'

export type { FixedData } from './fixed/encode.ts'

export interface FixedOptions {
  /**
   * The name of this version of the data.
   *
   * @defaultValue the first 16 hex digits of the SHA-256 of the bytes
   */
  readonly version?: string | undefined
  /** The proof of the bytes, such as their signature: bytes as they are now, or text as UTF-8. @defaultValue none */
  readonly proof?: Uint8Array | string | undefined
}

/**
 * Delivers `data`: bytes as they are now, text as UTF-8, and any other value of JSON as the document that it is now (what is
 * `undefined` in an object is left out), to be read by `deserialize: json`. What becomes of them afterwards is seen by nobody.
 *
 * @throws TypeError if `data` is none of these, `version` is not a string with content, or another option is there.
 * @example remoteTerm({ name: 'rates', fetcher: fixed({ EUR: 1.25 }), deserialize: json<Rates> })
 */
export function fixed(data: FixedData, options: FixedOptions = {}): Fetcher {
  checkRecord('fixed', 'options', options, ['version', 'proof'])
  const bytes = encoded(data)
  const digest = digestOf(bytes)
  const { version = digest } = options
  if (typeof version !== 'string' || version === '')
    throw unexpected('fixed', 'version', 'a string with content', version)
  const proof = proofOf(options.proof)
  const known = { version, digest }
  return {
    name: 'fixed',
    async probe(held, context) {
      // The version is not asked: another edition of the program may have given it to other bytes.
      if (held?.digest === digest) return { changed: false, proof }
      checkBodySize(bytes.byteLength, context)
      return {
        changed: true,
        version,
        size: bytes.byteLength,
        known,
        proof,
        open: async () => new Uint8Array(bytes),
      }
    },
  }
}

function proofOf(given: unknown): BringProof | undefined {
  if (given === undefined) return undefined
  if (typeof given !== 'string' && !types.isUint8Array(given))
    throw unexpected('fixed', 'proof', 'a Uint8Array or text', given)
  const bytes = encoded(given)
  return async () => bytes
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16)
