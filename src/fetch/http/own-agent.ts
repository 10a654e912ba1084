/** An undici agent whose connecting sockets have a deadline and can be dropped. @module */

import type { Socket } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { TermError } from '../../errors.ts'

export interface OwnAgent {
  readonly agent: Agent
  /** Gives up every connection that is not established yet; undici by itself would wait for it. */
  dropConnecting(): void
  destroy(): Promise<void>
}

// Longer than most intervals between polls, so that an unchanged term costs no handshake.
const KEEP_ALIVE_MS = 60_000
// undici's timers are coarse: here they are only the second line.
const SECOND_LINE_MS = 2_000

export function ownAgent(connectMs: number): OwnAgent {
  const connecting = new Set<Socket>()
  const connectTo = buildConnector({ timeout: connectMs + SECOND_LINE_MS, allowH2: false })

  const connect: buildConnector.connector = (options, callback) => {
    // Typed as void, but it is the socket (undici, lib/core/connect.js).
    const socket = connectTo(options, (...outcome) => {
      clearTimeout(timer)
      connecting.delete(socket)
      callback(...outcome)
    }) as unknown as Socket
    const timer = setTimeout(() => socket.destroy(tooSlow(connectMs)), connectMs)
    connecting.add(socket)
  }

  const agent = new Agent({ connect, keepAliveTimeout: KEEP_ALIVE_MS, allowH2: false })
  const dropConnecting = () => {
    for (const socket of connecting) socket.destroy(new Error('The connection is not needed any more'))
  }
  return {
    agent,
    dropConnecting,
    async destroy() {
      dropConnecting()
      await agent.destroy()
    },
  }
}

const tooSlow = (ms: number): TermError =>
  new TermError('ERR_TERM_TIMEOUT', `No connection to the origin came about within ${ms} ms`, {
    stage: 'probe',
  })
