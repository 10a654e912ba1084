/** Holds what the two steps of `twoStep` give to their contract: a name for the version, and bytes. @module */

import { types } from 'node:util'
import { TermError } from '../../base/errors.ts'
import type { FetchContext } from '../fetcher.ts'
import { checkBodySize } from './body-size.ts'

/** @throws TermError `ERR_TERM_CONTRACT`, which is fatal */
export function checkVersion(version: unknown): string {
  if (typeof version === 'string' && version !== '') return version
  // The message leaves the value out: whatever it is, it came from the origin.
  const got = version === '' ? 'an empty one' : typeof version
  throw wrong(`the version to be a string with content, got ${got}`)
}

/** @throws TermError `ERR_TERM_CONTRACT`, which is fatal; `ERR_TERM_EMPTY`, `ERR_TERM_TOO_LARGE` */
export function checkDownload(bytes: unknown, step: string, context: FetchContext): Uint8Array {
  if (!types.isUint8Array(bytes)) throw wrong(`\`${step}\` to give a Uint8Array, got ${typeof bytes}`)
  checkBodySize(bytes.byteLength, context)
  return bytes
}

const wrong = (expected: string): TermError => new TermError('ERR_TERM_CONTRACT', `Expected ${expected}`)
