/** What an error of the client of NATS means. @module */

import { fieldOf, TermError, type TermErrorCode } from '../../../base/errors.ts'
import { toNetworkError } from '../../../fetch/transfer/network-errors.ts'

const SAYINGS: Readonly<Record<string, readonly [TermErrorCode, string]>> = {
  PermissionViolationError: ['ERR_TERM_DENIED', 'may not do this as this user'],
  AuthorizationError: ['ERR_TERM_DENIED', 'was not let in: user, password, token or creds are wrong'],
  UserAuthenticationExpiredError: ['ERR_TERM_DENIED', 'was shown out: its credentials have expired'],
  TimeoutError: ['ERR_TERM_TIMEOUT', 'got no answer in time'],
  NoRespondersError: [
    'ERR_TERM_NETWORK',
    'finds no JetStream behind the bucket: is the server still starting?',
  ],
  JetStreamNotEnabled: [
    'ERR_TERM_SETUP',
    'needs JetStream, which the server or the account has not: `nats-server -js`',
  ],
  ConnectionError: ['ERR_TERM_NETWORK', 'can not connect'],
  ClosedConnectionError: ['ERR_TERM_NETWORK', 'has lost its connection'],
  RequestError: ['ERR_TERM_NETWORK', 'has lost its connection'],
}

/** A write by a revision that the key no longer has. Two numbers: alone, and in a cluster. */
export const isLostSwap = (thrown: unknown): boolean => [10071, 10164].includes(apiCode(thrown))

/** There are as many consumers as a bucket lets there be. */
export const isConsumerLimit = (thrown: unknown): boolean => apiCode(thrown) === 10026

export const isStreamMissing = (thrown: unknown): boolean => apiCode(thrown) === 10059

const apiCode = (thrown: unknown): number =>
  isApiError(thrown) ? Number(fieldOf(thrown, 'code')) : Number.NaN

const isApiError = (thrown: unknown): boolean =>
  ['JetStreamApiError', 'StreamNotFoundError'].includes(String(fieldOf(thrown, 'name')))

/** The names of an error and of what caused it, the deepest first: a wrapper says less. */
function* namesWithin(thrown: unknown): Generator<string> {
  const cause = fieldOf(thrown, 'cause')
  if (cause !== undefined && cause !== null) yield* namesWithin(cause)
  yield String(fieldOf(thrown, 'name'))
}

export function natsError(name: string, thrown: unknown, doing: string): TermError {
  if (thrown instanceof TermError) return thrown
  if (isStreamMissing(thrown)) {
    const message = `${name} has no such bucket, and this user may not create it: call \`prepare()\` as one who may (${doing})`
    return new TermError('ERR_TERM_NOT_FOUND', message, { cause: thrown })
  }
  if (isApiError(thrown)) {
    const message = `${name} answered with error ${fieldOf(thrown, 'code')} of JetStream (${doing})`
    return new TermError('ERR_TERM_PROTOCOL', message, { cause: thrown })
  }
  for (const known of namesWithin(thrown)) {
    if (!Object.hasOwn(SAYINGS, known)) continue
    const [code, said] = SAYINGS[known] as readonly [TermErrorCode, string]
    return new TermError(code, `${name} ${said} (${doing})`, { cause: thrown })
  }
  return toNetworkError(thrown, 'probe', name, undefined, 'engine of the fleet')
}
