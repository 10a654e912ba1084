/** Listens on a free port for a server of the tests, counts its connections, and ends them. @module */

import { EventEmitter, once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

export interface Listener extends AsyncDisposable {
  readonly port: number
  /** How many connections were accepted so far. */
  readonly connections: number
  /** How many connections are open now. */
  readonly open: number
  /** Resolves when no connection is open. */
  drained(): Promise<void>
  /** Cuts every connection and stops listening. */
  close(): Promise<void>
}

/** The listener as the server that is built on it sees it. */
export interface ListenerOfServer extends Listener {
  readonly news: EventEmitter
  numberOf(socket: Socket): number
  until(condition: () => boolean): Promise<void>
}

/** Binds the server to a free port of 127.0.0.1. */
export async function listen(server: Server): Promise<ListenerOfServer> {
  const news = new EventEmitter()
  const numbers = new WeakMap<Socket, number>()
  const sockets = new Set<Socket>()
  let connections = 0

  server.on('connection', (socket) => {
    numbers.set(socket, ++connections)
    sockets.add(socket)
    news.emit('news')
    // Tests reset connections on purpose.
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      news.emit('news')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const until = async (condition: () => boolean) => {
    while (!condition()) await once(news, 'news')
  }
  const close = async () => {
    const closed = server.listening ? once(server, 'close') : undefined
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections
    },
    get open() {
      return sockets.size
    },
    news,
    numberOf: (socket) => numbers.get(socket) ?? 0,
    until,
    drained: () => until(() => sockets.size === 0),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Starts a plain TCP server. The caller decides what happens on a connection. */
export const serveSockets = (onSocket: (socket: Socket) => void): Promise<ListenerOfServer> =>
  listen(createServer(onSocket))
