/**
 * A WebSocket server on loopback, without a library, which takes the text frames that an inspector's page would.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

export interface WebSocketSink extends AsyncDisposable {
  readonly url: string
  readonly received: readonly string[]
  /** Resolves when that many texts have come in all. */
  has(count: number): Promise<void>
  /** Resolves when no client is connected. */
  empty(): Promise<void>
  /** How many have connected so far. */
  connections(): number
  /** Cuts every connection without closing it properly. */
  drop(): void
}

// RFC 6455 section 4.2.2
const accept = (key = '') =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')

/** The first whole frame of a buffer: its opcode, its text and what follows (RFC 6455 section 5.2, masked). */
function readFrame(bytes: Buffer): { opcode: number; text: string; rest: Buffer } | undefined {
  if (bytes.length < 2) return undefined
  const short = bytes.readUInt8(1) & 0x7f
  const head = short === 126 ? 4 : short === 127 ? 10 : 2
  if (bytes.length < head + 4) return undefined
  const size =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short
  if (bytes.length < head + 4 + size) return undefined
  const mask = bytes.subarray(head, head + 4)
  const body = bytes.subarray(head + 4, head + 4 + size).map((byte, at) => byte ^ (mask[at % 4] ?? 0))
  return {
    opcode: bytes.readUInt8(0) & 0x0f,
    text: Buffer.from(body).toString(),
    rest: bytes.subarray(head + 4 + size),
  }
}

function takeFrames(socket: Duplex, onText: (text: string) => void): void {
  let pending = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk])
    for (let frame = readFrame(pending); frame; frame = readFrame(pending)) {
      pending = Buffer.from(frame.rest)
      if (frame.opcode === 1) onText(frame.text)
      // An unmasked close frame without a reason answers a close.
      if (frame.opcode === 8) socket.end(Buffer.from([0x88, 0x00]))
    }
  })
}

export async function webSocketSink(): Promise<WebSocketSink> {
  const changes = new EventEmitter()
  const received: string[] = []
  const sockets = new Set<Duplex>()
  const server = createServer()
  let connections = 0

  server.on('upgrade', (request, socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      changes.emit('change')
    })
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Accept: ${accept(request.headers['sec-websocket-key'])}\r\n\r\n`,
    )
    takeFrames(socket, (text) => {
      received.push(text)
      changes.emit('change')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }
  const until = async (condition: () => boolean) => {
    while (!condition()) await once(changes, 'change')
  }
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    has: (count) => until(() => received.length >= count),
    empty: () => until(() => sockets.size === 0),
    connections: () => connections,
    drop,
    async [Symbol.asyncDispose]() {
      drop()
      server.close()
      await once(server, 'close')
    },
  }
}
