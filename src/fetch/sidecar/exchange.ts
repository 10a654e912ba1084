/** Asks a service for the payload of a term, and whether there is another one. @module */

import type { Socket } from 'node:net'
import { Agent, buildConnector, type Dispatcher } from 'undici/index.js'
import type { FetchContext, Known, Probe } from '../fetcher.ts'
import { firstHeader } from '../headers/response-headers.ts'
import { type AbortScope, inAbortScope } from '../transfer/abort-scope.ts'
import { answerWithin } from '../transfer/answer-deadline.ts'
import { isDeadSocket, toNetworkError } from '../transfer/network-errors.ts'
import { type ResolvedTimeouts, resolveTimeouts } from '../transfer/timeouts.ts'
import { MOST_UNWANTED, readUnwanted } from '../transfer/unwanted-body.ts'
import { confirmation, delivery, refusal, type ServiceAnswer } from './answer.ts'
import type { ResolvedSidecar } from './options.ts'
import { OPEN_MS } from './watch.ts'

export interface ServiceExchange {
  /** One conditional GET, and the tag of what the service has. */
  probe(
    known: Known | undefined,
    context: FetchContext,
  ): Promise<{ readonly answer: Probe; readonly etag: string | undefined }>
  /** Resolves with the tag of another payload than that of this one, or with `undefined` after a while without. */
  change(tag: string | undefined, signal: AbortSignal): Promise<string | undefined>
  end(): Promise<void>
}

/** How long the service may think of a first value: it may have begun just now, as its readers have. */
const FIRST_WAIT_S = 5
const SECOND_LINE_MS = 5_000
// A signature may be a header of more than 16 KiB, where Node would stop.
const MAX_HEADERS = 64 * 1024

type Request = Pick<Dispatcher.RequestOptions, 'headers' | 'query'> & {
  readonly method?: 'HEAD'
  readonly signal: AbortSignal
}

export function exchangeWith({ origin, socket, path, headers, name }: ResolvedSidecar): ServiceExchange {
  const timeouts: ResolvedTimeouts = resolveTimeouts('sidecar', {})
  const connect = { timeout: timeouts.connect, ...(socket !== undefined && { socketPath: socket }) }
  const agent = new Agent({ connect, maxHeaderSize: MAX_HEADERS })
  const patient = new Agent({ connect: unheld(buildConnector(connect)), maxHeaderSize: MAX_HEADERS })
  const ending = new AbortController()

  const send = (by: Agent, request: Request, ms: number) =>
    by.request({
      origin,
      path,
      method: 'GET',
      headersTimeout: ms + SECOND_LINE_MS,
      bodyTimeout: timeouts.stall + SECOND_LINE_MS,
      ...request,
    })

  /** A GET may be repeated at once where the service closed a connection just as we wrote (RFC 9110, section 9.2.2). */
  const sendTwice = (request: Request, ms: number) =>
    send(agent, request, ms).catch((error: unknown) => {
      if (!isDeadSocket(error) || request.signal.aborted) throw error
      return send(agent, request, ms)
    })

  async function ask(known: Known | undefined, scope: AbortScope): Promise<ServiceAnswer> {
    const etag = typeof known?.etag === 'string' ? known.etag : undefined
    const wait = etag === undefined ? FIRST_WAIT_S : 0
    const ms = timeouts.headers + wait * 1_000
    const response = await answerWithin(ms, { scope, stage: 'probe' }, () =>
      sendTwice(
        {
          headers: { ...headers, ...(etag !== undefined && { 'if-none-match': etag }) },
          query: wait === 0 ? {} : { wait: `${wait}s` },
          signal: scope.signal,
        },
        ms,
      ),
    )
    const { statusCode: status, body } = response
    return { status, body, headers: response.headers, asked: etag }
  }

  return {
    async probe(known, { signal, maxBytes, proof }) {
      try {
        return await inAbortScope(signal, 'probe', async (scope) => {
          const given = await ask(known, scope)
          const etag = firstHeader(given.headers.etag) ?? given.asked
          const isDelivery = given.status === 200
          try {
            if (isDelivery)
              return {
                answer: delivery(given, { maxBytes, timeouts, scope, wantsProof: proof !== undefined }),
                etag,
              }
            const refused = refusal(given)
            if (refused !== undefined) throw refused
            scope.end()
            return { answer: confirmation(given, proof !== undefined), etag }
          } catch (error) {
            void discard(given.body)
            throw error
          } finally {
            if (!isDelivery) await discard(given.body)
          }
        })
      } catch (error) {
        throw toNetworkError(error, 'probe', name)
      }
    },
    async change(tag, signal) {
      const {
        statusCode,
        headers: said,
        body,
      } = await send(
        patient,
        {
          method: 'HEAD',
          headers: { ...headers, ...(tag !== undefined && { 'if-none-match': tag }) },
          query: { wait: `${OPEN_MS / 1_000}s` },
          signal: AbortSignal.any([signal, ending.signal]),
        },
        OPEN_MS,
      )
      await discard(body)
      if (statusCode === 200) return firstHeader(said.etag)
      if (statusCode === 304) return undefined
      throw new Error(`The service answered ${statusCode}`)
    },
    async end() {
      ending.abort()
      await Promise.all([agent.destroy(), patient.destroy()])
    },
  }
}

/** A question that stays open holds no process: a service lives by its own work. */
const unheld =
  (connector: buildConnector.connector): buildConnector.connector =>
  (options, callback) =>
    connector(options, (...outcome) => {
      const [, socket] = outcome
      // undici holds a socket while a request is under way.
      if (socket) Object.assign(socket.unref(), { ref: (): Socket => socket })
      callback(...outcome)
    })

/** Resolves when the connection is free again, or gone. */
async function discard(body: Dispatcher.ResponseData['body']): Promise<void> {
  const tooLong = new AbortController()
  const dump = () => body.dump({ limit: MOST_UNWANTED, signal: tooLong.signal })
  await readUnwanted(dump, () => tooLong.abort())
}
