/** What the charts read of an error; anything may have been thrown. @module */

/** The part of an error that the charts decide by. */
export interface Failure {
  readonly code: string | undefined
  readonly message: string
  /** No backoff answers it: the incarnation ends, and the supervisor decides. */
  readonly fatal: boolean
  /** Asking again soon won't help. */
  readonly patient: boolean
  readonly retryAfterMs: number | undefined
}

/** Reads an error without trusting it: a getter that throws must not end a machine. */
export function failureOf(error: unknown): Failure {
  try {
    const { code, message, fatal, patient, retryAfterMs } = Object(error) as Record<string, unknown>
    return {
      code: typeof code === 'string' ? code : undefined,
      message: typeof message === 'string' ? message : 'not an error',
      fatal: fatal === true,
      patient: patient === true,
      // NaN is no time: to wait for it would be to wait for ever.
      retryAfterMs: typeof retryAfterMs === 'number' && retryAfterMs >= 0 ? retryAfterMs : undefined,
    }
  } catch {
    return {
      code: undefined,
      message: 'unreadable error',
      fatal: false,
      patient: false,
      retryAfterMs: undefined,
    }
  }
}
