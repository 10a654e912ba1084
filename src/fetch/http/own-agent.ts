/** An undici agent whose connecting sockets have a deadline and can be dropped. @module */

import type { LookupFunction, Socket } from 'node:net'
import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent } from 'undici'
import { TermError } from '../../errors.ts'
import { guardedLookup } from './guarded-lookup.ts'

export interface OwnAgentOptions {
  /** The longest wait for a connection, in ms. */
  readonly connect: number
  /** Go by the proxies that the environment names. */
  readonly proxied: boolean
  /** Resolves names. @defaultValue that of `node:dns` */
  readonly lookup?: LookupFunction
}

export interface OwnAgent {
  readonly agent: Dispatcher
  /** Gives up every connection that is not established yet; undici by itself would wait for it. */
  dropConnecting(): void
  destroy(): Promise<void>
}

// Longer than most intervals between polls, so that an unchanged term costs no handshake.
const KEEP_ALIVE_MS = 60_000
// undici's timers are coarse: here they are only the second line.
const SECOND_LINE_MS = 2_000

export function ownAgent({ connect: connectMs, proxied, lookup }: OwnAgentOptions): OwnAgent {
  const connecting = new Set<Socket>()
  const timeout = connectMs + SECOND_LINE_MS
  const connectTo = buildConnector({ timeout, allowH2: false, lookup: guardedLookup(lookup) })

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

  const options: Agent.Options = { connect, keepAliveTimeout: KEEP_ALIVE_MS, allowH2: false }
  const agent = proxied ? proxyAgent(options, timeout) : new Agent(options)
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

// Plain http goes to the proxy as it is (RFC 9112, section 3.2.2): many allow no tunnel but to the port of https. The
// connections to a proxy are undici's own.
const proxyAgent = (options: Agent.Options, timeout: number): Dispatcher =>
  new EnvHttpProxyAgent({
    ...options,
    proxyTunnel: false,
    proxyTls: { timeout },
    requestTls: { timeout },
  })

const tooSlow = (ms: number): TermError =>
  new TermError('ERR_TERM_TIMEOUT', `No connection to the origin came about within ${ms} ms`, {
    stage: 'probe',
  })
