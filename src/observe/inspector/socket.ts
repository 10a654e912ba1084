/** Sends events to an inspector over a WebSocket on this machine. @module */

import { WebSocket } from 'undici/index.js' // named by its file, because Bun has something else under the package's name
import { unexpected } from '../../base/unexpected.ts'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
const RETRY_MS = 2_000
/** How many events may wait for a connection; the oldest are dropped first. */
const WAITING = 500
/** When more bytes than this are underway, nobody reads them, and events are dropped. */
const BUFFERED = 4_194_304

export interface SocketAdapter {
  send(event: object): void
  stop(): void
}

/** Checks that a URL is a WebSocket on this machine, or throws a `TypeError`: nobody else may see what is inspected. */
export function loopbackUrl(value: unknown): string {
  const url = URL.canParse(String(value)) ? new URL(String(value)) : undefined
  if (url?.protocol === 'ws:' && LOOPBACK.test(url.hostname)) return url.href
  throw unexpected('statelyInspector', 'url', 'a ws: URL on loopback', value)
}

/** Connects to an inspector, and does so again when the connection is lost. A retry keeps no process alive. */
export function socketAdapter(url: string, retryMs = RETRY_MS): SocketAdapter {
  let waiting: string[] = []
  let socket: WebSocket
  let retry: NodeJS.Timeout | undefined
  let stopped = false

  const connect = () => {
    socket = new WebSocket(url)
    socket.onopen = () => {
      for (const text of waiting) socket.send(text)
      waiting = []
    }
    socket.onclose = () => {
      if (!stopped) retry = setTimeout(connect, retryMs).unref()
    }
  }
  connect()

  return {
    send(event) {
      const text = JSON.stringify(event)
      if (socket.readyState === WebSocket.OPEN) {
        if (socket.bufferedAmount < BUFFERED) socket.send(text)
      } else {
        waiting.push(text)
        if (waiting.length > WAITING) waiting.shift()
      }
    },
    stop() {
      stopped = true
      clearTimeout(retry)
      socket.close()
    },
  }
}
