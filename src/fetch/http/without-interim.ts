/** Takes unasked interim answers off a connection: to undici a `100 Continue` is a bad response (RFC 9110, section 15.2). @module */

import type { Socket } from 'node:net'

// Every interim answer but `101 Switching Protocols`, after which no HTTP comes.
const INTERIM = /^HTTP\/1\.[01] 1(?!01)\d\d/
const BEGUN = /^(?:H(?:T(?:T(?:P(?:\/(?:1(?:\.(?:[01](?: (?:1\d?)?)?)?)?)?)?)?)?)?)?$/
const DECISIVE = 'HTTP/1.1 100'.length
const END = '\r\n\r\n'
// Nobody gives an interim answer as many headers as this: a larger one is left to undici.
const MOST = 16 * 1024

/**
 * Makes what the socket reads begin with the final answer from now on.
 *
 * Only the bytes that come first after a request was written are looked at, so that nothing within a body is mistaken.
 */
export function withoutInterim(socket: Socket): void {
  const { read, write } = socket
  let isAwaiting = false
  let held: Buffer | undefined

  socket.write = function (this: Socket, ...args: Parameters<Socket['write']>) {
    isAwaiting = true
    return write.apply(this, args)
  } as Socket['write']
  socket.read = function (this: Socket, size?: number) {
    const chunk: Buffer | null = read.call(this, size)
    if (!isAwaiting || chunk === null) return chunk
    const bytes = held === undefined ? chunk : Buffer.concat([held, chunk])
    const rest = finalOf(bytes)
    isAwaiting = rest === undefined
    held = isAwaiting ? bytes : undefined
    return rest ?? null
  }
}

/** The bytes from the final answer on; `undefined` while more must come to tell. */
function finalOf(bytes: Buffer): Buffer | undefined {
  const head = bytes.toString('latin1', 0, DECISIVE)
  if (!INTERIM.test(head)) return BEGUN.test(head) ? undefined : bytes
  const end = bytes.indexOf(END)
  if (end >= 0) return finalOf(bytes.subarray(end + END.length))
  return bytes.byteLength > MOST ? bytes : undefined
}
