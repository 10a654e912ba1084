/** Holds what `open` delivers to the contract: a body, and nothing but bytes in it. @module */

import { types } from 'node:util'
import { TermError } from '../../base/errors.ts'
import type { Changed } from '../fetcher.ts'
import { breach } from './breach.ts'

export type Body = ReturnType<Changed['open']>

/** @throws TermError `ERR_TERM_CONTRACT`, which is fatal */
export function checkBody(body: unknown): Body {
  if (typeof body === 'object' && body !== null && (Symbol.asyncIterator in body || 'then' in body)) {
    return body as Body
  }
  throw breach('`open` gave neither a promise of bytes nor chunks')
}

/** @throws TermError `ERR_TERM_CONTRACT`, which is fatal */
export function checkBytes(value: unknown): Uint8Array {
  if (!types.isUint8Array(value))
    throw ofBody(`The fetcher gave \`${typeof value}\` where bytes were expected`)
  if (isDetached(value)) throw givenAway()
  return value
}

/** Their memory belongs to somebody else by now. */
export const givenAway = (): TermError => ofBody('The fetcher gave bytes that it has given away elsewhere')

const ofBody = (message: string): TermError =>
  new TermError('ERR_TERM_CONTRACT', message, { stage: 'download' })

/** Detached bytes look like none at all, which may be a value. Node 20 has no `detached`. */
function isDetached({ byteLength, buffer }: Uint8Array): boolean {
  if (byteLength > 0) return false
  try {
    new Uint8Array(buffer)
    return false
  } catch {
    return true
  }
}
