/** The connections of a fetcher: they outlive a request, and all incarnations that use the fetcher share them. @module */

import type { Dispatcher } from 'undici'
import { fieldOf } from '../../base/errors.ts'
import { untilAborted } from '../../base/until-aborted.ts'
import type { Loan } from '../transfer/lending.ts'
import { isDeadSocket } from '../transfer/network-errors.ts'
import { type SharedUse, sharedUse } from '../transfer/shared-use.ts'
import { borrowAgent, type SharedAgent, type SharedAgentOptions } from './shared-agent.ts'
import { watchTransport } from './transport.ts'

export type ConnectionRequest = Dispatcher.RequestOptions & {
  readonly origin: string
  readonly signal: AbortSignal
}

/** The last to leave gives the connections back, which the last of all who share them closes. */
export interface Connections extends SharedUse {
  /** One request, repeated once when it ran into a connection that had died unnoticed. */
  send(request: ConnectionRequest): Promise<ConnectionResponse>
}

export type ConnectionResponse = Dispatcher.ResponseData & {
  /** Is the end of the body told below HTTP, whatever the headers say? */
  readonly isFramed: boolean
}

/** Connections of the dispatcher that is given, or of the agent that all who connect in the same way share. */
export function openConnections(given: Dispatcher | undefined, options: SharedAgentOptions): Connections {
  let loan: Loan<SharedAgent> | undefined
  function ownAgent(): SharedAgent {
    loan ??= borrowAgent(options)
    return loan.thing
  }
  async function giveBack(): Promise<void> {
    const given = loan
    loan = undefined
    await given?.giveBack()
  }

  const use = sharedUse(giveBack)
  return {
    ...use,
    join() {
      use.join()
      if (given === undefined) ownAgent()
    },
    async send(request) {
      if (given === undefined) {
        const agent = ownAgent()
        const answered = agent.waits()
        return { ...(await sendTwice(agent.dispatcher(), request).finally(answered)), isFramed: false }
      }
      const transport = watchTransport(given, request.origin, request.path)
      try {
        return { ...(await sendTwice(given, request)), isFramed: transport.isFramed() }
      } finally {
        transport.end()
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
    const reused = connecting.tried === before || hasServed(error)
    if (!reused || !isDeadSocket(error) || request.signal.aborted) throw error
    return await send()
  }
}

// Others who share the connections may have opened one meanwhile; of a socket that has closed, undici tells what it had read.
const hasServed = (error: unknown): boolean => Number(fieldOf(fieldOf(error, 'socket'), 'bytesRead')) > 0

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
