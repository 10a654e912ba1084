/** An origin in a thread of its own, which answers while this one is busy. @module */

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface BusyOrigin extends AsyncDisposable {
  readonly url: string
  readonly port: number
}

const ORIGIN = `
  const { parentPort, workerData } = require('node:worker_threads')
  const headers = { etag: '"v"', 'content-type': 'application/json' }
  const web = require('node:' + (workerData.tls ? 'https' : 'http'))
  const server = web.createServer({ ...workerData.tls }, (request, response) => {
    const ms = Number(new URL(request.url, 'http://x').searchParams.get('after') ?? 0)
    const body = workerData.body
    setTimeout(() => response.writeHead(200, { ...headers, ...workerData.headers, 'content-length': body.length }).end(body), ms)
  })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
`

export interface BusyOriginOptions {
  readonly body?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  readonly tls?: { readonly key: string; readonly cert: string }
}

/** Answers each request with the body, and a request for `?after=100` 100 ms later. */
export async function serveBusily(options: BusyOriginOptions = {}): Promise<BusyOrigin> {
  const { body = new TextEncoder().encode('{"EUR":1}'), headers = {}, tls } = options
  const worker = new Worker(ORIGIN, { eval: true, workerData: { body, headers, tls } })
  const [port] = await once(worker, 'message')
  return {
    port,
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      await worker.terminate()
    },
  }
}

/** Blocks this thread for so many ms. */
export const stall = (ms: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
