/** Turns what the SDK throws into the codes of everterm: by names before statuses, since one status has many meanings. @module */

import { fieldOf, TermError, type TermErrorCode } from '../../base/errors.ts'
import { explained } from '../../reasons/index.ts'
import type { ResponseHeaders } from '../headers/response-headers.ts'
import { toNetworkError } from '../transfer/network-errors.ts'
import { statusError } from '../transfer/status-errors.ts'

export type S3Stage = 'probe' | 'download'

const NAMES: Readonly<Partial<Record<TermErrorCode, readonly string[]>>> = {
  ERR_TERM_NOT_FOUND: ['NoSuchBucket', 'NoSuchKey', 'NoSuchVersion', 'NotFound'],
  ERR_TERM_DENIED: [
    'CredentialsProviderError',
    'ExpiredToken',
    'InvalidAccessKeyId',
    'InvalidToken',
    'ProviderError',
    'TokenProviderError',
    'TokenRefreshRequired',
  ],
  ERR_TERM_REDIRECT: [
    'AuthorizationHeaderMalformed',
    'IllegalLocationConstraintException',
    'PermanentRedirect',
    'TemporaryRedirect',
  ],
  ERR_TERM_THROTTLED: [
    'BandwidthLimitExceeded',
    'RequestLimitExceeded',
    'SlowDown',
    'Throttling',
    'ThrottlingException',
    'TooManyRequestsException',
  ],
  // The SDK finds these before it sends anything: no such bucket, access point or endpoint can exist.
  ERR_TERM_SETUP: ['EndpointError', 'InvalidBucketName'],
  // The SDK corrects its clock by the `Date` of this very answer, so the next request has the right time.
  ERR_TERM_HTTP: ['IncompleteBody', 'RequestTimeTooSkewed', 'RequestTimeout'],
}

const CODES: ReadonlyMap<string, TermErrorCode> = new Map(
  Object.entries(NAMES).flatMap(([code, names]) => names.map((name) => [name, code as TermErrorCode])),
)

const NO_CREDENTIALS =
  'No credentials for S3 (CredentialsProviderError): set `credentials`, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile or a role'

/** Does the SDK say by its name what is wrong? */
export const isNamed = (thrown: unknown): boolean => CODES.has(nameOf(thrown))

export interface UnansweredOptions {
  readonly stage: S3Stage
  /** The host and the port that were to be asked, and by which protocol; both are empty where that wasn't known yet. */
  readonly place: string
  readonly protocol: string
}

/** No answer came: the reason lies here, or in between. */
export function unanswered(thrown: unknown, { stage, place, protocol }: UnansweredOptions): TermError {
  if (thrown instanceof TermError) return thrown
  const name = nameOf(thrown)
  const options = { stage, cause: thrown }
  const code = CODES.get(name)
  if (name === 'CredentialsProviderError')
    return new TermError(code ?? 'ERR_TERM_DENIED', NO_CREDENTIALS, { ...options, hopeless: true })
  if (code === 'ERR_TERM_SETUP' || isBadEndpoint(thrown))
    return explained(thrown, 'ERR_TERM_SETUP', 'S3 can not be asked', { stage, hopeless: true })
  if (code !== undefined) return new TermError(code, `S3 could not be asked (${name})`, options)
  if (!isTimeout(thrown)) return toNetworkError(thrown, stage, place || undefined, protocol)
  return new TermError('ERR_TERM_TIMEOUT', `No connection to S3 came about in time (at ${place})`, options)
}

export interface RefusedOptions {
  readonly stage: S3Stage
  readonly status: number
  readonly headers: ResponseHeaders
  /** The host and the port that were asked. */
  readonly place: string
  readonly retryAfterCapMs: number
}

const FORBIDDEN = ': are the `credentials` right, and may they read this object?'

/** An answer that is of no use. */
export function refusedAnswer(
  thrown: unknown,
  { stage, status, headers, place, retryAfterCapMs }: RefusedOptions,
): TermError {
  const plain = statusError(status, headers, { now: Date.now(), retryAfterCapMs })
  const name = nameOf(thrown)
  // A wrong request stays wrong, so that haste is of no use, as with one that is denied.
  const byStatus = status === 400 ? 'ERR_TERM_DENIED' : (plain?.code ?? 'ERR_TERM_PROTOCOL')
  return new TermError(
    CODES.get(name) ?? byStatus,
    `S3 answered ${status} (${name === '' ? '' : `${name} `}at ${place})${status === 401 || status === 403 ? FORBIDDEN : ''}`,
    {
      stage,
      status,
      retryAfterMs: plain?.retryAfterMs,
      cause: thrown,
    },
  )
}

/** The body broke off, whoever closed the connection, and however. */
export function brokenOff(thrown: unknown): TermError {
  const error = toNetworkError(thrown, 'download')
  if (error.code !== 'ERR_TERM_NETWORK') return error
  return new TermError('ERR_TERM_TRUNCATED', 'The connection ended before the body did', {
    stage: 'download',
    cause: thrown,
  })
}

// An origin may call its error whatever it likes.
const NAME = /^[A-Za-z]{1,64}$/
const NAMELESS: ReadonlySet<string> = new Set(['Error', 'Unknown', 'SyntaxError', 'TypeError'])

function nameOf(thrown: unknown): string {
  const name = fieldOf(thrown, 'name')
  return typeof name === 'string' && NAME.test(name) && !NAMELESS.has(name) ? name : ''
}

// An endpoint of the environment or of a profile: the SDK parses it with the first request.
const isBadEndpoint = (thrown: unknown): boolean => fieldOf(thrown, 'code') === 'ERR_INVALID_URL'

// The SDK gives this name to resets, too, but a reset keeps its code.
const isTimeout = (thrown: unknown): boolean =>
  fieldOf(thrown, 'name') === 'TimeoutError' && fieldOf(thrown, 'code') === undefined
