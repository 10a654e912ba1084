/** A TCP proxy that does to the bytes of its origin what networks do to them. @module */

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { type Listener, serveSockets } from './listener.ts'

/** What happens to the bytes that the origin sends. Positions and sizes count the bytes of a connection. */
export interface Fault {
  /** Holds every piece back for so many ms. */
  readonly latency?: number
  /** Sends pieces of so many bytes, one in each turn of the loop. */
  readonly drip?: number
  /** Flips the lowest bit of this byte. */
  readonly flip?: number
  /** Ends in good order after so many bytes. */
  readonly cut?: number
  /** Resets the connection after so many bytes. */
  readonly reset?: number
  /** Sends nothing more after so many bytes, and leaves the connection open. */
  readonly stall?: number
}

export interface FaultProxy extends Listener {
  /** Sets the faults of the next connections, one after the other; the last one stays. `{}` is no fault. */
  faults(...faults: readonly Fault[]): void
}

/** Starts a proxy before a port of 127.0.0.1. */
export async function serveFaults(port: number, ...initially: readonly Fault[]): Promise<FaultProxy> {
  let script = [...initially]
  const listener = await serveSockets((client) => {
    const fault = (script.length > 1 ? script.shift() : script[0]) ?? {}
    const origin = connect(port, '127.0.0.1')
    client.on('close', () => origin.destroy())
    origin.on('error', () => client.destroy())
    client.pipe(origin)
    void relay(origin, client, fault)
  })
  return Object.defineProperties(
    {
      faults: (...next: readonly Fault[]) => {
        script = [...next]
      },
    },
    Object.getOwnPropertyDescriptors(listener),
  ) as FaultProxy
}

async function relay(origin: Socket, client: Socket, fault: Fault): Promise<void> {
  const { cut, reset, stall, latency, drip } = fault
  const most = Math.min(
    cut ?? Number.POSITIVE_INFINITY,
    reset ?? Number.POSITIVE_INFINITY,
    stall ?? Number.POSITIVE_INFINITY,
  )
  let sent = 0
  try {
    for await (const piece of origin) {
      if (latency !== undefined) await delay(latency, undefined, { ref: false })
      for (const bytes of piecesOf(flipped(piece, sent, fault), drip)) {
        const room = bytes.subarray(0, most - sent)
        await written(client, room)
        sent += room.byteLength
        if (sent === most) return await end(client, fault)
      }
    }
    client.end()
  } catch {
    client.destroy()
  }
}

function flipped(piece: Buffer, before: number, { flip }: Fault): Buffer {
  const at = (flip ?? -1) - before
  return Buffer.from(piece.map((byte, index) => (index === at ? byte ^ 1 : byte)))
}

function* piecesOf(bytes: Buffer, size = bytes.byteLength): Generator<Buffer> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size)
}

const written = (client: Socket, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    client.write(bytes, (error) => (error ? reject(error) : setImmediate(resolve)))
  })

/** A stalled connection may be ended only by the client. */
async function end(client: Socket, { cut, reset }: Fault): Promise<void> {
  if (reset !== undefined) client.resetAndDestroy()
  else if (cut !== undefined) client.end()
  else if (!client.closed) await once(client, 'close')
}
