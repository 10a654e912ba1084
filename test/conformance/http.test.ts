/** HTTP holds what the contract says, over real sockets. @module */

import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest'
import { http } from '../../src/fetch/http.ts'
import { testFetcher } from '../../src/testing/test-fetcher.ts'
import { type FaultProxy, serveFaults } from '../support/fault-proxy.ts'
import { type Origin, serveOrigin, silence } from '../support/origin.ts'

const SECRET = 'token-of-the-test'

describe.each([
  ['with resumable bodies', {}],
  ['with weak ETags', { etag: 'W/' }],
])('http, %s', (_, { etag = '' }: { etag?: string }) => {
  let origin: Origin
  let proxy: FaultProxy
  let bodies = 0

  beforeAll(async () => {
    origin = await serveOrigin()
    proxy = await serveFaults(origin.port)
  })
  beforeEach(() => proxy.faults({}))
  afterAll(async () => {
    await proxy.close()
    await origin.close()
  })

  /** Counts what is not a 304. */
  function publish(bytes: Uint8Array): void {
    const name = `${etag}"${Buffer.from(bytes.subarray(0, 12)).toString('hex')}${bytes.byteLength}"`
    proxy.faults({})
    origin.reply('/data', (request, response) => {
      const known = request.headers['if-none-match'] === name
      if (!known) bodies++
      response.writeHead(known ? 304 : 200, {
        etag: name,
        ...(known ? {} : { 'content-length': bytes.byteLength }),
      })
      response.end(known ? undefined : bytes)
    })
  }
  const broken = (bytes: Uint8Array, fault: 'cut' | 'reset' | 'stall') => {
    publish(bytes)
    // Beyond the headers, before the end of the body.
    proxy.faults({ [fault]: 20_000 })
  }

  testFetcher(
    {
      make: () => http(`http://127.0.0.1:${proxy.port}/data?token=${SECRET}`, { timeouts: { stall: '1m' } }),
      publish,
      remove: () => origin.reply('/data', { status: 404, body: `no ${SECRET} here` }),
      hang: () => origin.reply('/data', silence),
      stall: (bytes) => broken(bytes, 'stall'),
      truncate: (bytes) => broken(bytes, 'cut'),
      reset: (bytes) => broken(bytes, 'reset'),
      overrun: (bytes) =>
        origin.reply('/data', ({ socket }) => {
          socket.write(`HTTP/1.1 200 OK\r\nETag: "over"\r\nContent-Length: ${bytes.byteLength}\r\n\r\n`)
          socket.end(Buffer.concat([bytes, Buffer.from('more than was said')]))
        }),
      traffic: () => ({ requests: origin.requests.length, bodies }),
      secrets: [SECRET],
    },
    test,
  )
})
