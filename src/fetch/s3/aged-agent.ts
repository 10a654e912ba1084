/** Node's agents for S3: connecting has a deadline, no connection leads to a refused address, and none gets too old. @module */

import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Socket } from 'node:net'
import { TermError } from '../../base/errors.ts'
import { boundConnecting } from '../transfer/connecting.ts'
import { guardedLookup } from '../transfer/guarded-lookup.ts'
import { hostAndPort } from '../transfer/place.ts'
import { type RefusedAddress, refusedAddress } from '../transfer/refused-addresses.ts'

export interface AgedAgentOptions {
  /** The longest wait for a connection, in ms. */
  readonly connectMs: number
  /** How old a connection may become before the next request gets a new one, in ms. */
  readonly maxAgeMs: number
  /** Addresses that names may lead to, though they are refused otherwise. */
  readonly allowAddresses: readonly RefusedAddress[]
}

export interface AgedAgents {
  readonly httpAgent: HttpAgent
  readonly httpsAgent: HttpsAgent
  /** Is there a connection that waits for its next request? One that is too old is closed. */
  hasIdle(): boolean
}

/** How many connections lead to one host at most; what comes beyond waits for one of them. */
const MOST_SOCKETS = 16

export function agedAgents(options: AgedAgentOptions): AgedAgents {
  const { connectMs, maxAgeMs, allowAddresses } = options
  const given = { keepAlive: true, maxSockets: MOST_SOCKETS, lookup: guardedLookup(allowAddresses) }
  const bornAt = new WeakMap<Socket, number>()
  const httpAgent = new HttpAgent(given)
  const httpsAgent = new HttpsAgent(given)
  watch(httpAgent, 'http:', 'connect')
  watch(httpsAgent, 'https:', 'secureConnect')

  function watch(agent: HttpAgent, protocol: string, connected: string): void {
    const { createConnection } = agent
    agent.createConnection = (...args) => {
      const [{ host, port }] = args
      const refused = refusedAddress(host ?? '', allowAddresses)
      if (refused !== undefined) throw forbidden(refused)
      // The default of `node:http` always returns the socket.
      const socket = createConnection.apply(agent, args) as Socket
      const endBound = boundConnecting(
        socket,
        connectMs,
        hostAndPort({ protocol, hostname: host ?? '', port }),
      )
      socket.once(connected, endBound).once('close', endBound)
      bornAt.set(socket, performance.now())
      return socket
    }
  }
  const idle = (): Socket[] =>
    [httpAgent, httpsAgent].flatMap(({ freeSockets }) =>
      Object.values(freeSockets).flatMap((free) => free ?? []),
    )
  const isOld = (socket: Socket): boolean => performance.now() - (bornAt.get(socket) ?? 0) >= maxAgeMs

  return {
    httpAgent,
    httpsAgent,
    hasIdle() {
      for (const socket of idle().filter(isOld)) socket.destroy()
      return idle().some(({ destroyed }) => !destroyed)
    },
  }
}

// The environment may name an endpoint by its address, which no lookup sees.
const forbidden = (refused: RefusedAddress): TermError =>
  new TermError('ERR_TERM_SETUP', `The endpoint of S3 is an address that is refused (${refused})`, {
    stage: 'probe',
    hopeless: true,
  })
