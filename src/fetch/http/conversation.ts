/** Talks with one origin: asks, and makes a probe's answer of what comes. @module */

import type { FetchContext, Known, Probe } from '../fetcher.ts'
import { inAbortScope } from '../transfer/abort-scope.ts'
import { toNetworkError } from '../transfer/network-errors.ts'
import { confirmation, delivery } from './answer.ts'
import { type Asked, ask } from './ask.ts'
import { openConnections } from './connections.ts'
import { discard } from './discard.ts'
import type { Way } from './exchange.ts'
import type { ResolvedHttpOptions } from './options.ts'
import { withHttpProof } from './proof.ts'

export interface Conversation {
  /** Lets another incarnation take part, which leaves once. */
  join(): void
  /** One conditional GET. */
  probe(known: Known | undefined, context: FetchContext): Promise<Probe>
  leave(): Promise<void>
}

export function conversation(options: ResolvedHttpOptions): Conversation {
  const { timeouts, dispatcher, proxies, allowAddresses, maxConnectionAgeMs: maxAge } = options
  const connections = openConnections(dispatcher, {
    connect: timeouts.connect,
    connections: options.connections,
    proxies,
    allowAddresses,
    maxAge,
  })

  async function judge(asked: Asked, { maxBytes, proof }: FetchContext, way: Way): Promise<Probe> {
    const { answer, confirmed } = asked
    if (confirmed) {
      // A 304 has no body, so this takes no time, and the next request finds the connection free.
      await discard(answer.body)
      way.scope.end()
      return withHttpProof(confirmation(asked, confirmed, options), asked, proof, way, options)
    }
    try {
      return withHttpProof(delivery(asked, maxBytes, way, options), asked, proof, way, options)
    } catch (error) {
      void discard(answer.body)
      throw error
    }
  }

  return {
    join: () => connections.join(),
    async probe(known, context) {
      try {
        return await inAbortScope(context.signal, 'probe', async (scope) => {
          const way: Way = { connections, timeouts, scope }
          return judge(await ask(way, options, known), context, way)
        })
      } catch (error) {
        throw toNetworkError(error, 'probe')
      }
    },
    leave: () => connections.leave(),
  }
}
