/** Every code of a `TermError` and what follows from it: the one list that all others are derived from. @module */

interface CodeFacts {
  /** The code's `error.type` in logs, spans and metrics. */
  readonly type: string
  /** Whether asking again soon is in vain; the retries are then spread over the longest backoff. */
  readonly patient?: true
  /**
   * Whether the payload itself is bad, so that trying the same bytes again is in vain; `'decode'` means that it is so
   * only if that stage found it.
   */
  readonly poison?: true | 'decode'
  /** Whether the term doesn't back off and retry: its incarnation ends, and the supervisor decides what follows. */
  readonly fatal?: true
}

/** The codes, in the order of `docs/errors.md`, which says what each of them means. */
export const ERROR_CODES = {
  // reading and life cycle
  ERR_TERM_NOT_LOADED: { type: 'not_loaded' },
  ERR_TERM_NOT_STARTED: { type: 'not_started' },
  ERR_TERM_STOPPED: { type: 'stopped' },
  ERR_TERM_START: { type: 'start' },
  ERR_TERM_ABORTED: { type: 'aborted' },
  ERR_TERM_VERSION: { type: 'version' },
  ERR_TERM_TIMEOUT: { type: 'timeout' },
  // fetching
  ERR_TERM_SETUP: { type: 'setup' },
  ERR_TERM_FETCH: { type: 'fetch' },
  ERR_TERM_NETWORK: { type: 'network' },
  ERR_TERM_DNS: { type: 'dns' },
  ERR_TERM_TLS: { type: 'tls' },
  ERR_TERM_HTTP: { type: 'http' },
  ERR_TERM_DENIED: { type: 'access_denied', patient: true },
  ERR_TERM_NOT_FOUND: { type: 'not_found', patient: true },
  ERR_TERM_THROTTLED: { type: 'throttled' },
  ERR_TERM_REDIRECT: { type: 'redirect' },
  ERR_TERM_PROTOCOL: { type: 'protocol' },
  ERR_TERM_TRUNCATED: { type: 'truncated' },
  ERR_TERM_DIGEST: { type: 'checksum_mismatch' },
  ERR_TERM_TOO_LARGE: { type: 'too_large', poison: 'decode' },
  ERR_TERM_EMPTY: { type: 'empty' },
  ERR_TERM_OUTDATED: { type: 'outdated' },
  // A signature beside an object may be replaced after it, so that the same bytes are good at the next attempt.
  ERR_TERM_SIGNATURE: { type: 'signature' },
  ERR_TERM_EXPIRED: { type: 'expired', patient: true },
  // decoding and judging
  ERR_TERM_ENCODING: { type: 'encoding', poison: true },
  ERR_TERM_DECOMPRESS: { type: 'decompress', poison: true },
  ERR_TERM_DESERIALIZE: { type: 'decode', poison: true },
  ERR_TERM_SCHEMA: { type: 'schema', poison: true },
  ERR_TERM_REFUSED: { type: 'refused', poison: true },
  ERR_TERM_GUARD: { type: 'guard', poison: true },
  ERR_TERM_QUARANTINED: { type: 'quarantined' },
  ERR_TERM_DECODER: { type: 'decoder' },
  ERR_TERM_DERIVE: { type: 'derive' },
  // storing
  ERR_TERM_STORE: { type: 'put' },
  // a broken fetcher
  ERR_TERM_CONTRACT: { type: 'contract', fatal: true },
} as const satisfies Record<`ERR_TERM_${string}`, CodeFacts>

/** The code of a `TermError`: it says what the world did wrong. */
export type TermErrorCode = keyof typeof ERROR_CODES

/** What follows from a code. A code that only another copy of the package knows has no facts. */
export const codeFacts = (code: TermErrorCode): CodeFacts | undefined =>
  Object.hasOwn(ERROR_CODES, code) ? ERROR_CODES[code] : undefined
