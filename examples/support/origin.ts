/** An HTTP origin on the loopback, so that the examples run offline: it serves what was published last, with an ETag. @module */

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Origin extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string
  /** Serves a body under a path from now on. */
  publish(path: string, body: Uint8Array | string): void
  /** Answers 503 from now on. */
  goDown(): void
  comeBack(): void
}

/** Opens an origin on a free port; `await using` closes it. */
export async function openOrigin(): Promise<Origin> {
  const shelf = new Map<string, { readonly body: Uint8Array | string; readonly etag: string }>()
  let isDown = false

  const server = createServer(({ url = '', headers }, response) => {
    const published = shelf.get(url)
    if (isDown) return end(response, 503)
    if (published === undefined) return end(response, 404)
    response.setHeader('etag', published.etag)
    // Nothing newer: the answer has no body.
    if (headers['if-none-match'] === published.etag) return end(response, 304)
    response.setHeader('content-length', Buffer.byteLength(published.body))
    response.end(published.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    publish(path, body) {
      const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
      shelf.set(path, { body, etag })
    },
    goDown() {
      isDown = true
    },
    comeBack() {
      isDown = false
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end()
}
