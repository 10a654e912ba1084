/** Talks with one origin: asks, and makes a probe's answer of what comes. @module */

import { TermError } from '../../base/errors.ts'
import type { FetchContext, Known, Probe } from '../fetcher.ts'
import { versionOf } from '../headers/validators.ts'
import { inAbortScope } from '../transfer/abort-scope.ts'
import { toNetworkError } from '../transfer/network-errors.ts'
import { confirmation, delivery } from './answer.ts'
import { type Asked, ask } from './ask.ts'
import { openConnections } from './connections.ts'
import { offeredDictionary, plainBody } from './dictionary.ts'
import { discard } from './discard.ts'
import type { Way } from './exchange.ts'
import { type NamedDictionary, namedDictionaries } from './named-dictionaries.ts'
import type { ResolvedHttpOptions } from './options.ts'
import { withHttpProof } from './proof.ts'
import { knownOf } from './validators.ts'

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

  const dictionaries = namedDictionaries()

  async function judge(
    asked: Asked,
    context: FetchContext,
    way: Way,
    named?: NamedDictionary | undefined,
  ): Promise<Probe> {
    const { answer, confirmed } = asked
    const { maxBytes, proof } = context
    if (confirmed) {
      named?.end()
      // A 304 has no body, so this takes no time, and the next request finds the connection free.
      await discard(answer.body)
      way.scope.end()
      return withHttpProof(confirmation(asked, confirmed, options), asked, proof, way, options)
    }
    try {
      const by = named && { ...named, whole: (signal: AbortSignal) => again(asked, named, way, signal) }
      return withHttpProof(delivery(asked, maxBytes, way, options, by), asked, proof, way, options)
    } catch (error) {
      void discard(answer.body)
      throw error
    }
  }

  /** The same version, without a dictionary. @throws TermError where the origin has another one by now */
  async function* again(
    { answer }: Asked,
    named: NamedDictionary,
    way: Omit<Way, 'scope'>,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    const plain = await inAbortScope(signal, 'download', async (scope) => {
      const asked = await ask({ ...way, scope }, options, undefined)
      const changed = delivery(asked, named.context.maxBytes, { ...way, scope }, options)
      if (changed.version === versionOf(knownOf(answer))) return changed
      void discard(asked.answer.body)
      throw new TermError('ERR_TERM_FETCH', 'the origin has another version by now', { stage: 'download' })
    })
    yield* plainBody(plain, named, signal)
  }

  return {
    join: () => connections.join(),
    async probe(known, context) {
      const { url, dictionary } = options
      let named: NamedDictionary | undefined
      try {
        return await inAbortScope(context.signal, 'probe', async (scope) => {
          const way: Way = { connections, timeouts, scope }
          const offered = dictionary ? await offeredDictionary(url, known, context, dictionaries) : undefined
          named = offered && dictionaries.name(offered.held, context)
          return await judge(await ask(way, options, known, offered?.headers), context, way, named)
        })
      } catch (thrown) {
        const error = toNetworkError(thrown, 'probe')
        named?.failed(error)
        throw error
      }
    },
    leave: () => connections.leave(),
  }
}
