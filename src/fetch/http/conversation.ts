/** Talks with one origin: asks, and makes a probe's answer of what comes. @module */

import { TermError } from '../../base/errors.ts'
import type { FetchContext, Known, Probe } from '../fetcher.ts'
import { inAbortScope } from '../transfer/abort-scope.ts'
import { toNetworkError } from '../transfer/network-errors.ts'
import { confirmation, delivery } from './answer.ts'
import { type Asked, ask } from './ask.ts'
import { openConnections } from './connections.ts'
import { type OfferedDictionary, offeredDictionary } from './dictionary.ts'
import { discard } from './discard.ts'
import type { Answer, Way } from './exchange.ts'
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

/** What the origin calls the version. */
function versionOf(answer: Answer): string | undefined {
  const { etag, lastModified } = knownOf(answer)
  return etag ?? lastModified
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

  /** The SHA-256 of a dictionary of which nothing came: it isn't named again. */
  let distrusted: string | undefined

  async function judge(
    asked: Asked,
    context: FetchContext,
    way: Way,
    offered?: OfferedDictionary | undefined,
  ): Promise<Probe> {
    const { answer, confirmed } = asked
    const { maxBytes, proof } = context
    if (confirmed) {
      // A 304 has no body, so this takes no time, and the next request finds the connection free.
      await discard(answer.body)
      way.scope.end()
      return withHttpProof(confirmation(asked, confirmed, options), asked, proof, way, options)
    }
    try {
      const whole = (signal: AbortSignal) => again(asked, context, way, signal)
      const failed = () => {
        distrusted = offered?.held.sha256
      }
      const by = offered && { held: offered.held, context, failed, whole }
      return withHttpProof(delivery(asked, maxBytes, way, options, by), asked, proof, way, options)
    } catch (error) {
      void discard(answer.body)
      throw error
    }
  }

  /** The same version, without any coding. @throws TermError where the origin has another one by now */
  async function* again(
    { answer }: Asked,
    { maxBytes }: FetchContext,
    way: Omit<Way, 'scope'>,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    const plain = await inAbortScope(signal, 'download', async (scope) => {
      const asked = await ask({ ...way, scope }, options, undefined, { 'accept-encoding': 'identity' })
      const changed = delivery(asked, maxBytes, { ...way, scope }, options)
      if (changed.version === versionOf(answer) && changed.encoding === undefined) return changed
      void discard(asked.answer.body)
      throw new TermError('ERR_TERM_FETCH', 'the origin has another version by now, or compresses it', {
        stage: 'download',
      })
    })
    yield* plain.open(signal) as AsyncIterable<Uint8Array>
  }

  return {
    join: () => connections.join(),
    async probe(known, context) {
      try {
        return await inAbortScope(context.signal, 'probe', async (scope) => {
          const way: Way = { connections, timeouts, scope }
          const { url, dictionary } = options
          const offered = dictionary ? await offeredDictionary(url, known, context, distrusted) : undefined
          return judge(await ask(way, options, known, offered?.headers), context, way, offered)
        })
      } catch (error) {
        throw toNetworkError(error, 'probe')
      }
    },
    leave: () => connections.leave(),
  }
}
