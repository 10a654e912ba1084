/** One GET and the headers of its answer, with the times that freshness is reckoned by. @module */

import type { Dispatcher } from 'undici'
import { TermError } from '../../errors.ts'
import type { Exchange } from '../freshness.ts'
import type { ResponseHeaders } from '../response-headers.ts'
import type { Attempt } from './attempt.ts'
import type { Line } from './line.ts'
import type { ResolvedHttpOptions } from './options.ts'
import type { RequestHeaders } from './request-headers.ts'
import { watchdog } from './watchdog.ts'

export interface Answer extends Exchange {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly body: Dispatcher.ResponseData['body']
}

// undici's timers are coarse: here they are only the second line.
const SECOND_LINE_MS = 2_000

export async function exchange(
  line: Line,
  { url, headers, timeouts }: ResolvedHttpOptions,
  conditions: RequestHeaders,
  attempt: Attempt,
): Promise<Answer> {
  const dog = watchdog(timeouts.headers, () => {
    attempt.abort(
      new TermError('ERR_TERM_TIMEOUT', `No answer came within ${timeouts.headers} ms`, { stage: 'probe' }),
    )
  })
  try {
    const sentAt = performance.now()
    const response = await line.send({
      method: 'GET',
      origin: url.origin,
      path: url.pathname + url.search,
      headers: { ...headers, ...conditions },
      signal: attempt.signal,
      headersTimeout: timeouts.headers + SECOND_LINE_MS,
      bodyTimeout: timeouts.stall + SECOND_LINE_MS,
    })
    return {
      status: response.statusCode,
      headers: response.headers,
      body: response.body,
      sentAt,
      receivedAt: performance.now(),
      wallClock: Date.now(),
    }
  } finally {
    dog.stop()
  }
}
