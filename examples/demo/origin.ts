/** An HTTP origin on the loopback that can be broken and healed. @module */

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Edition } from './edition.ts'

/** The ways in which the origin fails. */
export type Fault = 'answers 503' | 'cuts connections' | 'never answers'

export interface Origin {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string
  readonly fault: Fault | undefined
  readonly requests: number
  /** Serves an edition from now on. */
  shelve(path: string, edition: Edition): void
  /** Fails from now on, each time in another way. */
  break(): Fault
  heal(): void
  close(): Promise<void>
}

const FAULTS: readonly Fault[] = ['answers 503', 'cuts connections', 'never answers']

/** Opens an origin on a free port. */
export async function openOrigin(): Promise<Origin> {
  const shelf = new Map<string, Edition>()
  let fault: Fault | undefined
  let faults = 0
  let requests = 0

  const server = createServer((request, response) => {
    requests++
    if (fault !== undefined) return fail(response, fault)
    answer(request, response, shelf.get(request.url ?? ''))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get fault() {
      return fault
    },
    get requests() {
      return requests
    },
    shelve: (path, edition) => void shelf.set(path, edition),
    break() {
      fault = FAULTS[faults++ % FAULTS.length] as Fault
      return fault
    },
    heal() {
      fault = undefined
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function fail(response: ServerResponse, fault: Fault): void {
  if (fault === 'answers 503') response.writeHead(503).end()
  if (fault === 'cuts connections') response.destroy()
}

function answer(request: IncomingMessage, response: ServerResponse, edition: Edition | undefined): void {
  if (edition === undefined) return void response.writeHead(404).end()
  const { body, etag, publishedAt, headers } = edition
  response.setHeaders(new Headers({ ...headers, etag, 'last-modified': publishedAt.toUTCString() }))
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
  response.setHeader('content-length', body.length)
  response.end(body)
}
