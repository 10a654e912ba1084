/** Asks for what is left of a body, and takes nothing but that. @module */

import { TermError, type TermErrorCode } from '../../base/errors.ts'
import { strongEtag } from '../headers/validators.ts'
import type { AbortScope } from '../transfer/abort-scope.ts'
import type { Answer } from './ask.ts'
import { releaseBody } from './body.ts'
import type { Connections } from './connections.ts'
import { exchange } from './exchange.ts'
import type { ResolvedS3Options } from './options.ts'

/** A version that can be asked for in parts, since its size and a strong ETag are known (RFC 9110, section 13.1.1). */
export interface Divisible {
  readonly etag: string
  readonly total: number
  readonly versionId: string | undefined
}

export function divisible(
  etag: string | undefined,
  total: number | undefined,
  versionId: string | undefined,
): Divisible | undefined {
  const strong = strongEtag({ etag })
  return strong === undefined || total === undefined ? undefined : { etag: strong, total, versionId }
}

const PASSING: ReadonlySet<TermErrorCode> = new Set([
  'ERR_TERM_DNS',
  'ERR_TERM_HTTP',
  'ERR_TERM_NETWORK',
  'ERR_TERM_TIMEOUT',
  'ERR_TERM_TRUNCATED',
])

/** Is it a failure of the moment, after which the rest may still come at once? */
export const isPassing = (error: unknown): boolean =>
  error instanceof TermError && PASSING.has(error.code) && !error.retryAfterMs && !isReplaced(error)

/**
 * The answer with the bytes from `from` to the end of the same version; `undefined` if the origin can't give parts.
 *
 * @throws TermError `ERR_TERM_TRUNCATED` when the object was replaced, `ERR_TERM_PROTOCOL` on a range that wasn't asked for
 */
export async function rest(
  connections: Connections,
  options: ResolvedS3Options,
  { from, etag, total, versionId }: Divisible & { readonly from: number },
  scope: AbortScope,
): Promise<Answer | undefined> {
  const question = { stage: 'download', versionId, range: { from, etag } } as const
  const answer = await exchange(connections, options, question, scope).catch((error) => {
    throw isReplaced(error) ? replaced(error) : error
  })
  const { status, headers } = answer
  const isRest =
    status === 206 &&
    headers.etag === etag &&
    headers['content-range'] === `bytes ${from}-${total - 1}/${total}`
  if (isRest) return answer
  releaseBody(answer.body, answer.part)
  // A server may ignore the range (RFC 9110, section 14.2).
  if (status === 200) return undefined
  throw new TermError('ERR_TERM_PROTOCOL', 'S3 answered another range than that asked for', {
    stage: 'download',
    status,
  })
}

// S3 answers 412 (PreconditionFailed), or 416 (InvalidRange) where the object has become shorter.
const isReplaced = (error: unknown): boolean =>
  error instanceof TermError && (error.status === 412 || error.status === 416)

const replaced = (error: TermError): TermError =>
  new TermError('ERR_TERM_TRUNCATED', 'The object was replaced while it was downloaded', {
    stage: 'download',
    status: error.status,
    retryAfterMs: error.retryAfterMs,
    cause: error.cause,
  })
