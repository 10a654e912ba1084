/** One GET and the headers of its answer, with the times that freshness is reckoned by. @module */

import type { Dispatcher } from 'undici'
import type { Exchange } from '../headers/freshness.ts'
import type { ResponseHeaders } from '../headers/response-headers.ts'
import type { AbortScope } from '../transfer/abort-scope.ts'
import { answerWithin } from '../transfer/answer-deadline.ts'
import { toNetworkError } from '../transfer/network-errors.ts'
import { hostAndPort, placeOfFailure } from '../transfer/place.ts'
import type { ResolvedTimeouts } from '../transfer/timeouts.ts'
import type { Connections } from './connections.ts'
import type { RequestHeaders } from './request-headers.ts'

export type HttpBody = Dispatcher.ResponseData['body']

/** What is asked for, but for conditions and ranges. */
export interface HttpRequest {
  readonly url: URL
  readonly headers: RequestHeaders
}

export interface Answer extends Exchange {
  readonly request: HttpRequest
  readonly status: number
  readonly headers: ResponseHeaders
  readonly body: HttpBody
  /** They are filled in when the body has come to its end. */
  readonly trailers: ResponseHeaders
  /** Is the end of the body told below HTTP, whatever the headers say? */
  readonly isFramed: boolean
}

/** What requests go by. */
export interface Way {
  readonly connections: Connections
  readonly timeouts: ResolvedTimeouts
  readonly scope: AbortScope
}

// undici's own timers are coarse: they are the second line, so much later than ours.
const SECOND_LINE_MS = 2_000

export async function exchange(
  { connections, timeouts, scope }: Way,
  request: HttpRequest,
  conditions: RequestHeaders,
  stage: 'probe' | 'download' = 'probe',
): Promise<Answer> {
  const { url, headers } = request
  const send = () =>
    connections.send({
      method: 'GET',
      origin: url.origin,
      path: url.pathname + url.search,
      headers: { ...headers, ...conditions },
      signal: scope.signal,
      headersTimeout: timeouts.headers + SECOND_LINE_MS,
      bodyTimeout: timeouts.stall + SECOND_LINE_MS,
    })
  try {
    const sentAt = performance.now()
    const response = await answerWithin(timeouts.headers, { scope, stage }, send)
    return {
      request,
      status: response.statusCode,
      headers: response.headers,
      body: response.body,
      trailers: response.trailers,
      isFramed: response.isFramed,
      sentAt,
      receivedAt: performance.now(),
      wallClock: Date.now(),
    }
  } catch (error) {
    // A redirect or a proxy may have led elsewhere than the user's URL.
    throw scope.signal.aborted
      ? error
      : toNetworkError(error, stage, placeOfFailure(error) ?? hostAndPort(url), url.protocol)
  }
}
