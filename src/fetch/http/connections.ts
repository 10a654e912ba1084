/** The connections to an origin: they outlive a request, and all incarnations that use the fetcher share them. @module */

import type { Dispatcher } from 'undici'
import { untilAborted } from '../../base/until-aborted.ts'
import { isDeadSocket } from '../transfer/network-errors.ts'
import { type SharedUse, sharedUse } from '../transfer/shared-use.ts'
import { type OwnAgent, type OwnAgentOptions, ownAgent } from './own-agent.ts'
import { watchTransport } from './transport.ts'

export type ConnectionRequest = Dispatcher.RequestOptions & {
  readonly origin: string
  readonly signal: AbortSignal
}

/** The last to leave closes the connections, but never those of a given dispatcher. */
export interface Connections extends SharedUse {
  /** One request, repeated once when it ran into a connection that had died unnoticed. */
  send(request: ConnectionRequest): Promise<ConnectionResponse>
}

export type ConnectionResponse = Dispatcher.ResponseData & {
  /** Is the end of the body told below HTTP, whatever the headers say? */
  readonly isFramed: boolean
}

export interface ConnectionsOptions extends OwnAgentOptions {
  /** How old connections may become, in ms. */
  readonly maxAge: number
}

/** Connections of the dispatcher that is given, or of an agent of their own. */
export function openConnections(given: Dispatcher | undefined, options: ConnectionsOptions): Connections {
  let own: OwnAgent | undefined
  /** Agents that are too old for another request, while bodies still come over them. */
  const retired = new Set<OwnAgent>()
  let waiting = 0

  function dispatcher(): Dispatcher {
    if (given) return given
    if (own && performance.now() - own.bornAt >= options.maxAge) retire(own)
    own ??= ownAgent(options)
    return own.agent
  }

  // A name is looked up for each new connection, so only new ones find an origin that has moved. All connections of an agent
  // are retired at once, since they can't be told apart from here.
  function retire(old: OwnAgent): void {
    own = undefined
    retired.add(old)
    const forget = () => void retired.delete(old)
    old.close().then(forget, forget)
  }

  async function closeOwn(): Promise<void> {
    const left = own === undefined ? [...retired] : [own, ...retired]
    own = undefined
    await Promise.all(left.map((agent) => agent.destroy()))
  }

  return {
    ...sharedUse(closeOwn),
    async send(request) {
      waiting += 1
      const transport = given && watchTransport(given, request.origin, request.path)
      try {
        const response = await sendTwice(dispatcher(), request)
        return { ...response, isFramed: transport?.isFramed() ?? false }
      } finally {
        transport?.end()
        waiting -= 1
        if (waiting === 0) own?.dropConnecting()
      }
    },
  }
}

async function sendTwice(
  dispatcher: Dispatcher,
  request: ConnectionRequest,
): Promise<Dispatcher.ResponseData> {
  const connecting = connectingOf(dispatcher)
  const before = connecting.tried
  // undici doesn't hear the signal while it connects.
  const send = () => untilAborted(dispatcher.request(request), request.signal, 'probe')
  try {
    return await send()
  } catch (error) {
    // Where no new connection was tried, the origin closed a used one just as we wrote: a GET may be repeated at once
    // (RFC 9110, section 9.2.2; undici #3492).
    const reused = connecting.tried === before
    if (!reused || !isDeadSocket(error) || request.signal.aborted) throw error
    return await send()
  }
}

const counted = new WeakMap<Dispatcher, { tried: number }>()

// A dispatcher has one listener of ours, however many fetchers share it.
function connectingOf(dispatcher: Dispatcher): { readonly tried: number } {
  const known = counted.get(dispatcher)
  if (known) return known
  const connecting = { tried: 0 }
  const count = () => {
    connecting.tried += 1
  }
  dispatcher.on('connect', count).on('connectionError', count)
  counted.set(dispatcher, connecting)
  return connecting
}
