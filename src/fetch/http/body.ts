/** The body of an answer: read under watch, or thrown away. @module */

import type { Dispatcher } from 'undici'
import { TermError, type TermErrorCode } from '../../errors.ts'
import { abortError } from '../until-aborted.ts'
import type { Attempt } from './attempt.ts'
import { toHttpError } from './errors.ts'
import { watchdog } from './watchdog.ts'

type Body = Dispatcher.ResponseData['body']

export interface BodyLimits {
  readonly size: number | undefined
  readonly maxBytes: number
  /** The longest wait for the next byte, in ms. */
  readonly stallMs: number
  readonly allowEmpty: boolean
}

/** The chunks as they come, complete or with an error at the end. */
export async function* readBody(
  body: Body,
  limits: BodyLimits,
  attempt: Attempt,
): AsyncGenerator<Uint8Array> {
  const { size, maxBytes, stallMs, allowEmpty } = limits
  const dog = watchdog(stallMs, () => {
    attempt.abort(failed('ERR_TERM_TIMEOUT', `No byte of the body came for ${stallMs} ms`))
  })
  let received = 0
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      dog.rest()
      received += chunk.byteLength
      if (received > maxBytes) throw failed('ERR_TERM_TOO_LARGE', `The body is larger than ${maxBytes} bytes`)
      yield chunk
      dog.watch()
    }
  } catch (error) {
    throw attempt.signal.aborted ? abortError(attempt.signal, 'download') : toHttpError(error, 'download')
  } finally {
    dog.stop()
    attempt.end()
  }
  if (size !== undefined && received !== size) {
    throw failed('ERR_TERM_TRUNCATED', `The body ended after ${received} of ${size} bytes`)
  }
  if (received === 0 && !allowEmpty) throw failed('ERR_TERM_EMPTY', 'The body is empty')
}

const failed = (code: TermErrorCode, message: string): TermError =>
  new TermError(code, message, { stage: 'download' })

// An error page of this size is read to its end, to keep the connection; a larger or slower one costs it.
const WORTH_READING = 64 * 1024
const WORTH_WAITING_MS = 1_000

/** Throws the body away; resolves when the connection is free again, or gone. */
export async function discard(body: Body): Promise<void> {
  try {
    await body.dump({ limit: WORTH_READING, signal: AbortSignal.timeout(WORTH_WAITING_MS) })
  } catch {
    // The connection is gone, and that is all there is to it.
  }
}
