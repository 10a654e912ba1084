/** Reads from an error what the charts decide by. Anything may have been thrown. @module */

/** The part of an error that the charts decide by. */
export interface Failure {
  readonly code: string | undefined
  readonly message: string
  /** Whether the term doesn't back off and retry: its incarnation ends, and the supervisor decides what follows. */
  readonly fatal: boolean
  /** Whether asking again soon is in vain. */
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
      // A wait of NaN would never end.
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
