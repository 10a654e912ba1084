/** The `error.type` of logs, spans and metrics: a closed set, the same value in all three. @module */

import { TermError, type TermErrorCode } from '../base/errors.ts'

const TYPES = {
  ERR_TERM_NOT_LOADED: 'not_loaded',
  ERR_TERM_NOT_STARTED: 'not_started',
  ERR_TERM_STOPPED: 'stopped',
  ERR_TERM_START: 'start',
  ERR_TERM_ABORTED: 'aborted',
  ERR_TERM_TIMEOUT: 'timeout',
  ERR_TERM_SETUP: 'setup',
  ERR_TERM_FETCH: 'fetch',
  ERR_TERM_NETWORK: 'network',
  ERR_TERM_DNS: 'dns',
  ERR_TERM_TLS: 'tls',
  ERR_TERM_HTTP: 'http',
  ERR_TERM_DENIED: 'access_denied',
  ERR_TERM_NOT_FOUND: 'not_found',
  ERR_TERM_THROTTLED: 'throttled',
  ERR_TERM_REDIRECT: 'redirect',
  ERR_TERM_PROTOCOL: 'protocol',
  ERR_TERM_TRUNCATED: 'truncated',
  ERR_TERM_DIGEST: 'checksum_mismatch',
  ERR_TERM_TOO_LARGE: 'too_large',
  ERR_TERM_EMPTY: 'empty',
  ERR_TERM_OUTDATED: 'outdated',
  ERR_TERM_ENCODING: 'encoding',
  ERR_TERM_DECOMPRESS: 'decompress',
  ERR_TERM_DESERIALIZE: 'decode',
  ERR_TERM_SCHEMA: 'schema',
  ERR_TERM_REFUSED: 'refused',
  ERR_TERM_QUARANTINED: 'quarantined',
  ERR_TERM_DECODER: 'decoder',
  ERR_TERM_STORE: 'put',
  ERR_TERM_CONTRACT: 'contract',
} as const satisfies Record<TermErrorCode, string>

/** A value of `error.type`; `http_503` for a status, `_OTHER` for what everterm doesn't know. */
export type ErrorType = (typeof TYPES)[TermErrorCode] | `http_${number}` | '_OTHER'

const isStatus = (status: unknown): status is number =>
  Number.isInteger(status) && Number(status) >= 100 && Number(status) <= 599

/** The `error.type` of anything that was thrown. */
export function errorTypeOf(error: unknown): ErrorType {
  if (!(error instanceof TermError)) return '_OTHER'
  if (error.code === 'ERR_TERM_HTTP' && isStatus(error.status)) return `http_${error.status}`
  // Another copy of the package may know codes that this one doesn't.
  return Object.hasOwn(TYPES, error.code) ? TYPES[error.code] : '_OTHER'
}
