/** Makes answers that break off, and answers that go on where another broke off. @module */

import type { Answer, Handler } from './origin.ts'

type Headers = NonNullable<Answer['headers']>

/** Sends so many bytes of the body, and ends the connection. */
export const cutAt =
  (at: number, body: Uint8Array, headers: Headers, { chunked = false } = {}): Handler =>
  (_, response) => {
    const framing = chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': body.byteLength }
    response.writeHead(200, { ...framing, ...headers } as never)
    response.write(body.subarray(0, at), () => response.socket?.destroy())
  }

/** A 206 with the bytes from there on. */
export const restFrom = (from: number, body: Uint8Array, headers: Headers): Answer => ({
  status: 206,
  headers: {
    'content-range': `bytes ${from}-${body.byteLength - 1}/${body.byteLength}`,
    ...headers,
  },
  body: body.subarray(from),
})

/** Bytes of which no two stretches are alike. */
export function bytesOf(version: string, size = 100_000): Buffer {
  const bytes = Buffer.alloc(size)
  for (let at = 0; at < size; at += 16) bytes.write(`${version}:${at}`.padEnd(16, '.'), at, 'latin1')
  return bytes
}
