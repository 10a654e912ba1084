/**
 * Lets a connection to NATS hold the process no longer: a tree lives as long as its process has other work, with an engine as
 * without, and be that there or away.
 *
 * @module
 */

import type { Socket } from 'node:net'
import type { NatsConnection } from '@nats-io/transport-node'

/** What the client has no word for. Where another release of it has other parts, a connection holds the process as before. */
interface Inside {
  readonly protocol?: {
    readonly heartbeats?: { cancel?(): void }
    readonly transport?: { readonly socket?: Partial<Pick<Socket, 'unref'>> }
  }
}

/** The client's own pings hold the process by their timer: these take their place. */
export function holdNoProcess(connection: NatsConnection, pingMs: number): void {
  const { protocol } = connection as unknown as Inside
  protocol?.transport?.socket?.unref?.()
  if (protocol?.heartbeats?.cancel === undefined) return
  protocol.heartbeats.cancel()
  let isAwaited = false
  const answered = () => {
    isAwaited = false
  }
  const pinging = setInterval(() => {
    // The answer to the last one should have come long ago: the connection is dead without a word, as behind a firewall.
    if (isAwaited) return void connection.reconnect().catch(() => {})
    isAwaited = true
    connection.flush().then(answered, answered)
  }, pingMs).unref()
  const end = () => clearInterval(pinging)
  connection.closed().then(end, end)
}
