/** An HTTP server that answers by script, and remembers what it was asked. @module */

import { createServer } from 'node:http'

/**
 * What is answered: a status (200), an ETag, a body, further headers; or a function that answers by itself.
 * Who asks with the ETag that is answered gets a 304, as from any file server.
 *
 * @typedef {{ status?: number, etag?: string, body?: string | Buffer, headers?: Record<string, string> }} Answer
 * @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void} Handler
 */

export async function serveOrigin() {
  /** @type {{ at: number, condition: string | undefined, status: number | 'by hand' }[]} */
  const polls = []
  /** @type {Answer | Handler} */
  let answer = { status: 503 }
  let open = 0
  let mostOpen = 0

  const server = createServer((request, response) => {
    request.resume()
    // What a client reports is none of its polls.
    if (request.method !== 'GET') return void response.writeHead(202).end()
    open++
    mostOpen = Math.max(mostOpen, open)
    response.on('close', () => open--)
    const condition = request.headers['if-none-match']
    const poll = { at: performance.now(), condition, status: /** @type {number | 'by hand'} */ ('by hand') }
    polls.push(poll)
    if (typeof answer === 'function') return answer(request, response)
    const { status = 200, etag, body = '', headers } = answer
    const isKnown = status === 200 && etag !== undefined && condition === etag
    poll.status = isKnown ? 304 : status
    const type = { 'content-type': 'application/json', ...(etag && { etag }), ...headers }
    if (isKnown) response.writeHead(304, { etag }).end()
    else response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...type }).end(body)
  })
  /** @param {number} port */
  const listen = (port) =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => resolve(undefined))
    })
  await listen(0)
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())

  return {
    url: `http://127.0.0.1:${port}`,
    polls,
    mostOpen: () => mostOpen,
    /** @param {Answer | Handler} next */
    reply(next) {
      answer = next
    },
    /** Answers so once, and as before from then on. @param {Answer} once */
    replyOnce(once) {
      const before = answer
      answer = (_, response) => {
        answer = before
        const { status = 200, etag, body = '' } = once
        const poll = polls.at(-1)
        if (poll !== undefined) poll.status = status
        const headers = { 'content-type': 'application/json', ...(etag && { etag }) }
        response.writeHead(status, headers).end(body)
      }
    },
    /** Refuses connections from now on. */
    async down() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
    up: () => listen(port),
    async close() {
      server.closeAllConnections()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}
