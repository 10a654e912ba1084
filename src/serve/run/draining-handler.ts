/** Answers until it is told to end: then connections are let go, and what is asked is still answered. @module */

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Handler } from '../service.ts'

export interface DrainingHandler {
  readonly listener: RequestListener
  /** From now on each connection ends with its answer. Resolves when whoever balances the load has had time to hear of it. */
  drain(ms: number): Promise<void>
}

export function drainingHandler(handler: Handler): DrainingHandler {
  let isDraining = false
  return {
    listener(request: IncomingMessage, response: ServerResponse) {
      // The next request of this client goes elsewhere, and meets no connection that is just being closed.
      if (isDraining) response.setHeader('connection', 'close')
      handler(request, response)
    },
    async drain(ms) {
      isDraining = true
      await pause(ms)
    },
  }
}
