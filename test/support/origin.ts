/** An HTTP origin on the loopback that answers by script and remembers who asked what. @module */

import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Listener, listen } from './listener.ts'

/** A request as the origin saw it. */
export interface SeenRequest {
  readonly method: string
  /** The path with the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** The number of the connection that carried the request, counted from 1. */
  readonly connection: number
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** A whole answer. The origin adds `content-length`, unless there is a `transfer-encoding`. */
export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
}

export interface Origin extends Listener {
  /** The origin's URL: `http://127.0.0.1:<port>`. */
  readonly url: string
  /** All requests so far, in order. */
  readonly requests: readonly SeenRequest[]
  /** Sets the answers for a path, one after the other; the last one stays. */
  reply(path: string, ...answers: readonly (Answer | Handler)[]): void
  /** Serves a body with an ETag, and answers 304 to whoever has it. A second call publishes a new version. */
  publish(path: string, body: string | Uint8Array, headers?: Answer['headers']): void
  /** Resolves when that many requests have arrived since the start. */
  received(count: number): Promise<void>
}

/** Starts an origin on a free port of 127.0.0.1; unknown paths answer 404. */
export async function serveOrigin(): Promise<Origin> {
  const scripts = new Map<string, (Answer | Handler)[]>()
  const requests: SeenRequest[] = []

  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    const connection = listener.numberOf(request.socket)
    requests.push({ method: request.method ?? '', path, headers: request.headers, connection })
    listener.news.emit('news')
    const script = scripts.get(path.split('?', 1)[0] ?? '') ?? []
    const answer = (script.length > 1 ? script.shift() : script[0]) ?? { status: 404 }
    if (typeof answer === 'function') await answer(request, response)
    else send(response, answer)
  })
  const listener = await listen(server)

  const reply: Origin['reply'] = (path, ...answers) => void scripts.set(path, [...answers])
  return {
    ...listener,
    get connections() {
      return listener.connections
    },
    get open() {
      return listener.open
    },
    url: `http://127.0.0.1:${listener.port}`,
    requests,
    reply,
    publish: (path, body, headers = {}) => reply(path, conditional(body, headers)),
    received: (count) => listener.until(() => requests.length >= count),
  }
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '' }: Answer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  const framed = response.hasHeader('transfer-encoding') || status === 304 || status === 204
  if (!framed && !response.hasHeader('content-length')) {
    response.setHeader('content-length', Buffer.byteLength(body))
  }
  // The body is sent as bytes: if it is text, Node sends the headers in its encoding.
  response.writeHead(status).end(Buffer.from(body))
}

function conditional(body: string | Uint8Array, headers: NonNullable<Answer['headers']>): Handler {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 12)}"`
  const stamped: NonNullable<Answer['headers']> = { etag, ...headers }
  return (request, response) => {
    if (request.headers['if-none-match'] === stamped.etag) send(response, { status: 304, headers: stamped })
    else send(response, { headers: stamped, body })
  }
}

/** Answers with these bytes as they are (a new line is CR LF), and then ends the connection, resets it or leaves it. */
export const raw =
  (text: string, { after = 'end' }: { after?: 'end' | 'reset' | 'silence' } = {}): Handler =>
  ({ socket }) => {
    const written = () => {
      if (after === 'end') socket.end()
      if (after === 'reset') socket.resetAndDestroy()
    }
    socket.write(text.replaceAll(/\r?\n/g, '\r\n'), 'latin1', written)
  }

/** Takes the request and never answers. */
export const silence: Handler = () => {}

/** Cuts the connection before a byte of an answer. */
export const hangUp: Handler = ({ socket }) => void socket.destroy()
