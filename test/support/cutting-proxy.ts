/** A TCP proxy that can cut its connections, as a server does that is killed. @module */

import { connect } from 'node:net'
import { type Listener, serveSockets } from './listener.ts'

export interface CuttingProxy extends Listener {
  readonly url: string
  /** Cuts each connection once so many bytes of answers have passed, and from then on every new one at once. */
  killAfter(bytes: number): void
  /** Resolves when a connection has been cut. */
  killed(): Promise<void>
  /** Lets everything pass again, to this server. */
  revive(target?: string): void
}

export async function cuttingProxy(target: string): Promise<CuttingProxy> {
  let upstream = new URL(target)
  let left = Number.POSITIVE_INFINITY

  const listener = await serveSockets((socket) => {
    if (left <= 0) return void socket.resetAndDestroy()
    const server = connect(Number(upstream.port), upstream.hostname)
    socket.on('close', () => server.destroy())
    server.on('error', () => {}).on('close', () => socket.destroySoon())
    socket.pipe(server)
    // The proxy passes data on however slow the reader is: what has passed must arrive, and a kill must not wait for it.
    server.on('data', (chunk) => {
      const passed = chunk.subarray(0, Math.max(0, left))
      left -= passed.byteLength
      socket.write(passed)
      if (left > 0) return
      server.destroy()
      listener.news.emit('news')
    })
  })
  return Object.assign(listener, {
    url: `http://127.0.0.1:${listener.port}`,
    killAfter(bytes: number) {
      left = bytes
    },
    killed: () => listener.until(() => left <= 0),
    revive(next = target) {
      upstream = new URL(next)
      left = Number.POSITIVE_INFINITY
    },
  })
}
