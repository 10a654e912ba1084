/**
 * One place at an origin behind a faulty network, as the conformance suite needs it for HTTP and whatever speaks it.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import type { FetcherHarness } from '../../src/testing/test-fetcher.ts'
import { type Fault, type FaultProxy, serveFaults } from './fault-proxy.ts'
import { type Handler, type Origin, serveOrigin, silence } from './origin.ts'
import { fail, object } from './s3-origin.ts'

export interface Place {
  /** The URL, `http://127.0.0.1:<port>`, which is there when the tests run. */
  base(): string
  readonly hooks: Omit<FetcherHarness, 'make'>
}

/** A place that lies beyond the headers and before the end of the body. */
const AMID = 20_000

/** Makes a place that starts and ends with the tests of its `describe`. */
export function placeAt(path: string, { weak = false } = {}): Place {
  let origin: Origin
  let proxy: FaultProxy
  let bodies = 0
  beforeAll(async () => {
    origin = await serveOrigin()
    proxy = await serveFaults(origin.port)
  })
  afterAll(async () => {
    await proxy.close()
    await origin.close()
  })

  /** Answers with this handler from now on, over connections with these faults. */
  function answer(handler: Handler, ...faults: readonly Fault[]): void {
    proxy.faults(...faults, {})
    origin.reply(path, handler)
  }
  const serving = (bytes: Uint8Array): Handler => {
    const etag = `${weak ? 'W/' : ''}"${createHash('md5').update(bytes).digest('hex')}"`
    const serve = object(bytes, { headers: { etag } })
    return async (request, response) => {
      await serve(request, response)
      if (response.statusCode !== 304) bodies++
    }
  }
  const breaking = (fault: 'cut' | 'reset') => (bytes: Uint8Array) => {
    answer(serving(bytes))
    // A second connection, for the rest of the body, brings nothing either.
    proxy.faults({ [fault]: AMID }, { [fault]: 0 })
  }

  return {
    base: () => `http://127.0.0.1:${proxy.port}`,
    hooks: {
      publish: (bytes) => answer(serving(bytes)),
      remove: () => answer(fail(404, 'NoSuchKey')),
      hang: () => answer(silence),
      stall: (bytes) => answer(serving(bytes), { stall: AMID }),
      truncate: breaking('cut'),
      reset: breaking('reset'),
      overrun: (bytes) =>
        answer(({ socket }) => {
          socket.write(`HTTP/1.1 200 OK\r\nETag: "over"\r\nContent-Length: ${bytes.byteLength}\r\n\r\n`)
          socket.end(Buffer.concat([bytes, Buffer.from('more than was said')]))
        }),
      sign(proof) {
        if (proof === undefined) origin.reply(`${path}.sig`, fail(404, 'NoSuchKey'))
        else origin.reply(`${path}.sig`, object(proof))
      },
      traffic: () => ({ requests: origin.requests.length, bodies }),
    },
  }
}
