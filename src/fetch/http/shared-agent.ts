/** The agent over which requests go, new from time to time: all fetchers of a process that connect in the same way share one. @module */

import type { Dispatcher } from 'undici'
import { type Loan, lending } from '../transfer/lending.ts'
import { type OwnAgent, type OwnAgentOptions, ownAgent } from './own-agent.ts'

export interface SharedAgentOptions extends OwnAgentOptions {
  /** How old connections may become, in ms. */
  readonly maxAge: number
}

export interface SharedAgent {
  /** The agent for the next request. */
  dispatcher(): Dispatcher
  /** Notes that a request waits for its answer; the function that it returns notes the end of that. */
  waits(): () => void
}

interface OwnedAgent extends SharedAgent {
  close(): Promise<void>
}

const agents = lending<OwnedAgent>((agent) => agent.close())
let strangers = 0

/** Lends the agent for these options. A name that is looked up in a way of one's own is looked up for nobody else. */
export function borrowAgent(options: SharedAgentOptions): Loan<SharedAgent> {
  const { connect, connections, maxAge, proxies, allowAddresses, lookup } = options
  const own = lookup === undefined ? 0 : ++strangers
  const key = JSON.stringify([connect, connections, maxAge, proxies, allowAddresses.toSorted(), own])
  return agents.borrow(key, () => sharedAgent(options))
}

function sharedAgent(options: SharedAgentOptions): OwnedAgent {
  let own: OwnAgent | undefined
  /** Agents that are too old for another request, while bodies still come over them. */
  const retired = new Set<OwnAgent>()
  let waiting = 0

  // A name is looked up for each new connection, so only new ones find an origin that has moved. All connections of an agent
  // are retired at once, since they can't be told apart from here.
  function retire(old: OwnAgent): void {
    own = undefined
    retired.add(old)
    const forget = () => void retired.delete(old)
    old.close().then(forget, forget)
  }

  return {
    dispatcher() {
      if (own && performance.now() - own.bornAt >= options.maxAge) retire(own)
      own ??= ownAgent(options)
      return own.agent
    },
    waits() {
      waiting += 1
      return () => {
        waiting -= 1
        if (waiting === 0) own?.dropConnecting()
      }
    },
    async close() {
      const left = own === undefined ? [...retired] : [own, ...retired]
      own = undefined
      await Promise.all(left.map((agent) => agent.destroy()))
    },
  }
}
