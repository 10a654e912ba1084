/** A fetcher of data that never changes: for tests, for defaults, for what is compiled in. @module */

import { createHash } from 'node:crypto'
import { inspect, types } from 'node:util'
import { checkBodySize } from './body-size.ts'
import type { Fetcher } from './fetcher.ts'

export interface FixedOptions {
  /**
   * The name of this version of the data.
   *
   * @defaultValue the first 16 hex digits of the SHA-256 of the bytes
   */
  readonly version?: string | undefined
}

/**
 * Delivers `data`: bytes as they are (they must not be changed afterwards), a string as UTF-8.
 *
 * @throws TypeError if `data` is neither, or `version` is not a string with content.
 */
export function fixed(data: Uint8Array | string, options: FixedOptions = {}): Fetcher {
  const bytes = bytesOf(data)
  const digest = digestOf(bytes)
  const { version = digest } = options
  if (typeof version !== 'string' || version === '') {
    throw new TypeError(
      `Expected \`version\` to be a string with content, got ${inspect(version)} (${typeof version})`,
    )
  }
  const known = { version, digest }
  return {
    name: 'fixed',
    async probe(held, context) {
      // Not by its version: another edition of the program may have given that to other bytes.
      if (held?.digest === digest) return { changed: false }
      checkBodySize(bytes.byteLength, context)
      return { changed: true, version, size: bytes.byteLength, known, open: async () => bytes }
    },
  }
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16)

function bytesOf(data: unknown): Uint8Array {
  if (types.isUint8Array(data)) return data
  if (typeof data === 'string') return new TextEncoder().encode(data)
  // Not the value itself: it is data, which has no place in a message.
  throw new TypeError(
    `Expected \`data\` to be a Uint8Array or a string, got ${data === null ? 'null' : typeof data}`,
  )
}
