/** The errors of answers that bring neither a body nor a confirmation. @module */

import { type Stage, TermError, type TermErrorCode } from '../../base/errors.ts'
import type { ResponseHeaders } from '../headers/response-headers.ts'
import { retryAfter } from '../headers/retry-after.ts'

export interface StatusErrorOptions {
  /** Epoch ms. */
  readonly now: number
  readonly retryAfterCapMs: number
  /** @defaultValue `'probe'` */
  readonly stage?: Stage | undefined
  /** The origin that a redirect led to, and which is the one that answered. */
  readonly redirectedTo?: string | undefined
  /** Was nothing sent that says who asks? */
  readonly isAnonymous?: boolean | undefined
}

/**
 * Why an answer of this status is of no use; `undefined` for 200. A 304 that gets here confirms nothing of ours. Whatever the
 * status, an origin that asks to be left alone is heard (RFC 9110, section 10.2.3).
 */
export function statusError(
  status: number,
  headers: ResponseHeaders,
  { now, retryAfterCapMs, stage = 'probe', redirectedTo, isAnonymous = false }: StatusErrorOptions,
): TermError | undefined {
  if (status === 200) return undefined
  const asked = retryAfter(headers, now)
  const retryAfterMs = asked === undefined ? undefined : Math.min(asked, retryAfterCapMs)
  const code = codeOf(status, retryAfterMs !== undefined)
  const meaning = status === 304 ? ' to a request without conditions' : (MEANINGS[code] ?? '')
  const who = redirectedTo === undefined ? 'The origin' : `${redirectedTo}, where a redirect led,`
  return new TermError(
    code,
    `${who} answered ${status}${meaning}${code === 'ERR_TERM_DENIED' && isAnonymous ? ANONYMOUS : ''}`,
    {
      stage,
      status,
      retryAfterMs,
    },
  )
}

function codeOf(status: number, saysWhen: boolean): TermErrorCode {
  if (status === 401 || status === 403) return 'ERR_TERM_DENIED'
  if (status === 404 || status === 410) return 'ERR_TERM_NOT_FOUND'
  if (status === 429 || (status === 503 && saysWhen)) return 'ERR_TERM_THROTTLED'
  if (status === 204) return 'ERR_TERM_EMPTY'
  // The 206 above all is meant: no range was asked for.
  if (status < 300 || status === 304) return 'ERR_TERM_PROTOCOL'
  return status < 400 ? 'ERR_TERM_REDIRECT' : 'ERR_TERM_HTTP'
}

const ANONYMOUS = ': no `authorization` was sent, which goes into `headers`'

const MEANINGS: Partial<Record<TermErrorCode, string>> = {
  ERR_TERM_EMPTY: ', without a body',
  ERR_TERM_PROTOCOL: ', which was not asked for',
  ERR_TERM_REDIRECT: ', a redirect that is not followed',
}
