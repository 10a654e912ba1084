/** Answers until it is told to end: then `/readyz` says so, connections are let go, and what is asked is still answered. @module */

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { sendJson } from '../http/answer.ts'
import type { Handler } from '../service.ts'

export interface DrainingHandler {
  readonly listener: RequestListener
  /** From now on the service is not ready. Resolves when whoever balances the load has had time to hear of it. */
  drain(ms: number): Promise<void>
}

export function drainingHandler(handler: Handler): DrainingHandler {
  let isDraining = false
  return {
    listener(request: IncomingMessage, response: ServerResponse) {
      if (!isDraining) return handler(request, response)
      // The next request of this client goes elsewhere, and meets no connection that is just being closed.
      response.setHeader('connection', 'close')
      if (request.url === '/readyz')
        return sendJson(response, 503, { probe: 'ready', ok: false, state: 'draining' })
      handler(request, response)
    },
    async drain(ms) {
      isDraining = true
      await pause(ms)
    },
  }
}
