/** Finds out what a request on a dispatcher of the user's went over: HTTP/2 tells the end of a body by itself. @module */

import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Dispatcher } from 'undici'

export interface Transport {
  /** Do frames tell the end of the body (RFC 9113, section 8.1)? Or does it come of a mock, which has no connection to cut? */
  isFramed(): boolean
  /** Looks no longer. */
  end(): void
}

// The answer doesn't say which it was; but all copies of undici tell on this channel over which socket a request is sent.
const CHANNEL = 'undici:client:sendHeaders'

interface Sending {
  readonly request: { readonly origin?: unknown; readonly path?: unknown }
  readonly socket?: { readonly alpnProtocol?: unknown }
}

/** Looks from now on for requests to this place; several count as framed only if all are. */
export function watchTransport(dispatcher: Dispatcher, origin: string, path: string): Transport {
  const framed: boolean[] = []
  const hear = (message: unknown) => {
    const { request, socket } = message as Sending
    if (String(request.origin) === origin && request.path === path) framed.push(socket?.alpnProtocol === 'h2')
  }
  subscribe(CHANNEL, hear)
  return {
    isFramed: () => (framed.length === 0 ? isMock(dispatcher) : framed.every((one) => one)),
    end: () => void unsubscribe(CHANNEL, hear),
  }
}

// A mock is known by its shape: it may be of another copy of undici.
const isMock = (dispatcher: Dispatcher): boolean =>
  'isMockActive' in dispatcher || ('intercept' in dispatcher && typeof dispatcher.intercept === 'function')
