/** An undici agent whose connecting sockets have a deadline and can be dropped. @module */

import type { LookupFunction, Socket } from 'node:net'
import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici/index.js' // by its file: Bun has another thing of that name
import { outside } from '../../base/async-context.ts'
import { boundConnecting } from '../transfer/connecting.ts'
import { guardedLookup } from '../transfer/guarded-lookup.ts'
import { hostAndPort } from '../transfer/place.ts'
import type { RefusedAddress } from '../transfer/refused-addresses.ts'
import type { Proxies } from './proxies.ts'
import { withoutInterim } from './without-interim.ts'

export interface OwnAgentOptions {
  /** The longest wait for a connection, in ms. */
  readonly connect: number
  /** How many connections lead to one origin at most; what comes beyond waits for one of them. */
  readonly connections: number
  /** Where requests go by. @defaultValue the origin itself */
  readonly proxies?: Proxies | undefined
  /** Addresses that names may lead to, though they are refused otherwise. */
  readonly allowAddresses: readonly RefusedAddress[]
  /** Resolves names. @defaultValue that of `node:dns` */
  readonly lookup?: LookupFunction
}

export interface OwnAgent {
  readonly agent: Dispatcher
  /** When it was made, by `performance.now`; none of its connections is older. */
  readonly bornAt: number
  /** Gives up every connection that is not established yet; undici by itself would wait for it. */
  dropConnecting(): void
  /** Resolves when what is under way has ended, and its connections with it; nothing new may be asked. */
  close(): Promise<void>
  destroy(): Promise<void>
}

// A connection outlives most intervals between polls, so that an unchanged term costs no handshake.
const KEEP_ALIVE_MS = 60_000
// undici's own timers are coarse: they are the second line, so much later than ours.
const SECOND_LINE_MS = 2_000

export function ownAgent(given: OwnAgentOptions): OwnAgent {
  const { connect: connectMs, connections, proxies, allowAddresses, lookup } = given
  const connecting = new Set<Socket>()
  const timeout = connectMs + SECOND_LINE_MS
  const connectTo = buildConnector({
    timeout,
    allowH2: false,
    lookup: guardedLookup(allowAddresses, lookup),
  })

  const connect: buildConnector.connector = (options, callback) => {
    // The type says void, but it returns the socket (undici, lib/core/connect.js).
    const socket = outside(() =>
      connectTo(options, (...outcome) => {
        endBound()
        connecting.delete(socket)
        callback(...outcome)
      }),
    ) as unknown as Socket
    const endBound = boundConnecting(socket, connectMs, hostAndPort(options))
    connecting.add(socket)
  }

  const pools = new Set<Pool>()
  const factory = (origin: string | URL, options: object) => {
    const made = pool(origin, options)
    pools.add(made)
    return made
  }
  const options = { connect, factory, keepAliveTimeout: KEEP_ALIVE_MS, allowH2: false }
  const agent = proxies ? proxyAgent(options, timeout, proxies) : new Agent({ ...options, connections })
  const dropConnecting = () => {
    for (const socket of connecting) socket.destroy(new Error('The connection is not needed any more'))
  }
  return {
    agent,
    bornAt: performance.now(),
    dropConnecting,
    close: () => agent.close(),
    async destroy() {
      dropConnecting()
      // An agent that was closed has forgotten its pools, though their bodies may still come.
      await Promise.all([agent, ...pools].map((one) => one.destroy()))
    },
  }
}

/** The connections to one place, be it an origin, a proxy, or an origin beyond one. */
const pool = (origin: string | URL, options: object): Pool => {
  const { connect: connectTo } = options as { readonly connect: buildConnector.connector }
  const connect: buildConnector.connector = (where, callback) =>
    connectTo(where, (...outcome) => {
      const [, connected] = outcome
      if (connected) withoutInterim(connected)
      callback(...outcome)
    })
  return new Pool(origin, { ...options, connect })
}

// Plain http goes to the proxy without a tunnel (RFC 9112, section 3.2.2): many proxies allow tunnels to the port of https
// alone. undici connects to a proxy by itself, so the bound on connecting is passed to it.
const proxyAgent = (
  options: Agent.Options & { readonly factory: typeof pool },
  timeout: number,
  proxies: Proxies,
): Dispatcher =>
  new EnvHttpProxyAgent({
    ...options,
    ...proxies,
    clientFactory: options.factory,
    proxyTunnel: false,
    proxyTls: { timeout },
    requestTls: { timeout },
  })
