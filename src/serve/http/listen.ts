/** Listens on the loopback or at a socket in the file system, with bounds for clients that are slow to ask. @module */

import { once } from 'node:events'
import { chmodSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gracefulEnd } from './graceful-end.ts'
import { atSocketPlace } from './socket-place.ts'

/** Where to listen: a port, by default of the loopback, or a socket in the file system. */
export interface Where {
  /**
   * The port.
   *
   * @defaultValue one that is free
   */
  readonly port?: number | undefined
  /**
   * The address of this machine at which it listens; `'0.0.0.0'` is any.
   *
   * @defaultValue `'127.0.0.1'`
   */
  readonly host?: string | undefined
  /** The path of a Unix socket, instead of a port; only this user may use it. */
  readonly path?: string | undefined
}

export interface Listening {
  /** Such as `http://127.0.0.1:9464/`, or `unix:/run/everterm.sock`. */
  readonly url: string
  /**
   * Resolves when nobody is connected any more; who still is after a while is cut off.
   *
   * @param graceMs - @defaultValue a second
   */
  close(graceMs?: number): Promise<void>
}

const BOUNDS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 2_000,
  // Longer than that of proxies, which else send to a connection that is just being closed.
  keepAliveTimeout: 65_000,
} as const
const GRACE_MS = 1_000

/** @throws Error that names the place where it is taken, or may not be used */
export async function listen(
  handler: RequestListener,
  where: Where,
  socketMode = 0o600,
  bounds: Readonly<Partial<Record<keyof typeof BOUNDS, number>>> = {},
): Promise<Listening> {
  const server = createServer({ ...BOUNDS, ...bounds })
  const end = gracefulEnd(server)
  server.on('request', handler)
  const { path } = where
  if (path === undefined) await listening(server.listen(where.port ?? 0, where.host ?? '127.0.0.1'))
  else
    await atSocketPlace(path, async () => {
      await listening(server.listen(path))
      chmodSync(path, socketMode)
    })
  return { url: urlOf(server), close: (graceMs = GRACE_MS) => end(graceMs) }
}

const listening = (server: Server) => once(server, 'listening')

function urlOf(server: Server): string {
  const address = server.address() as AddressInfo | string
  if (typeof address === 'string') return `unix:${address}`
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${host}:${address.port}/`
}
