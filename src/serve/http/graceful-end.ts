/** Ends a server without cutting off answers: Node takes one for done that was handed over, and is still on its way. @module */

import { once } from 'node:events'
import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'

/** Follows the answers of a server from now on. What it gives ends the server: within the time, by force thereafter. */
export function gracefulEnd(server: Server): (graceMs: number) => Promise<void> {
  const underWay = new Set<ServerResponse>()
  let isEnding = false

  server.on('request', (_, response) => {
    underWay.add(response)
    // Told once, when the system has all of it, or the client has gone.
    response.on('close', isOver)
  })

  /** One for all answers: this is called for each request. */
  function isOver(this: ServerResponse): void {
    underWay.delete(this)
    if (isEnding) closeIdle()
  }

  /** `closeIdleConnections` would cut off an answer whose end was written, but not yet sent. */
  function closeIdle(): void {
    const isSending = [...underWay].some((response) => response.writableEnded)
    if (!isSending) server.close()
  }

  return async (graceMs) => {
    if (!server.listening) return
    const ended = once(server, 'close')
    isEnding = true
    // Nobody new; that of `http` would close what it takes for idle, too.
    NetServer.prototype.close.call(server)
    closeIdle()
    const grace = setTimeout(() => server.closeAllConnections(), graceMs)
    await ended
    clearTimeout(grace)
    // Ends the timer by which Node looks after connections.
    server.close()
  }
}
